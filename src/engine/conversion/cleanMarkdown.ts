/** The last touch: the same blank lines everywhere, no invisible characters, code left as it is. */

const FENCE = /^( *)(`{3,}|~{3,})/;

export function cleanMarkdown(markdown: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of dropInvisible(markdown).split('\n')) {
    const mark = FENCE.exec(line)?.[2] ?? '';
    if (fence === '') {
      if (mark !== '') fence = mark;
      pushProse(lines, line);
    } else {
      if (mark.startsWith(fence) && line.trim() === mark) fence = '';
      lines.push(line.trimEnd());
    }
  }
  return lines.join('\n').replace(/^\n+|\n+$/g, '');
}

/** Soft hyphens and zero-width spaces split words for a search; the joiner of emoji (U+200D) stays. */
function dropInvisible(markdown: string): string {
  return markdown.replace(/[\u00ad\u200b\u2060\ufeff\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '');
}

/** A hard break ("two spaces") before a blank line or the end breaks nothing. */
function pushProse(lines: string[], line: string): void {
  const isBlank = line.trim() === '';
  const last = lines.at(-1);
  if (isBlank) {
    if (last !== undefined && last !== '') lines[lines.length - 1] = last.trimEnd();
    if (last !== '') lines.push('');
    return;
  }
  lines.push(/\S {2,}$/.test(line) ? `${line.trimEnd()}  ` : line.trimEnd());
}
