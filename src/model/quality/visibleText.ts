/** Controls, separators of lines, and what turns the direction of a text: a value may not change how its neighbours are read. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What would not be seen, written out as JSON writes it. */
export const visibleText = (text: string): string =>
  text.replace(INVISIBLE, found => SHORT[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
