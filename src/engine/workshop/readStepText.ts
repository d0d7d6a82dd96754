/** A link or picture of a Markdown text (CommonMark, inline form), on its line. */
export interface TextLink {
  readonly link: string;
  /** 1-based; the end is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What follows the address begins with what no address has: else each way to cut it in two would be tried. */
const LINK = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)(?:[\s>][^)]*)?\)/g;
const FENCE = /^\s*(?:```|~~~)/;

/** Lines that a reader reads: code blocks are left out, their lines stay. */
function prose(text: string): string[] {
  let inCode = false;
  return text.split(/\r?\n/).map(line => {
    const isFence = FENCE.test(line);
    if (isFence) inCode = !inCode;
    return isFence || inCode ? '' : line;
  });
}

/** Words as a reader counts them: of links their text, of pictures nothing, of code in a line one. */
export function countWords(text: string): number {
  const plain = prose(text)
    .map(line => line.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '').replaceAll(/\]\([^)]*\)/g, ']').replaceAll(/`[^`]*`/g, 'x'))
    .join('\n');
  return [...plain.matchAll(/[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*/gu)].length;
}

/** Links to files that are not there; addresses of the web and anchors are not looked at. */
export const brokenLinks = (text: string, file: string, has: (path: string) => boolean): TextLink[] =>
  linksOf(text).filter(({ link }) => !/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(link) && !has(pathFrom(file, link)));

function linksOf(text: string): TextLink[] {
  return prose(text).flatMap((line, at) =>
    [...line.matchAll(LINK)].map(found => {
      const [whole, link = ''] = found;
      const place = { line: at + 1, endLine: at + 1 };
      return { link, ...place, column: found.index + 1, endColumn: found.index + whole.length + 1 };
    }),
  );
}

/** What a link of a file leads to, from the same root; what leads out of it is no file of it. */
export function pathFrom(file: string, link: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of link.replace(/[?#].*$/, '').split('/')) {
    if (part === '..' && parts.pop() === undefined) return '..';
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.join('/');
}
