/**
 * Escapes what would be read as Markdown (CommonMark 0.31, GFM) and nothing else: Turndown escapes every bracket and
 * underscore, and `snake\_case` is neither found by a search nor cut well into tokens.
 */
export function escapeMarkdown(text: string): string {
  return escapeLineStart(
    text
      .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
      .replace(/`/g, '\\`')
      .replace(/(?<=^|[^\s])\*|\*(?=[^\s]|$)/g, '\\*')
      // Between two letters an underscore is a letter (GFM 6.2).
      .replace(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, run => '\\_'.repeat(run.length))
      .replace(/\[(?=\^|[^\][]{0,200}\][(:])/g, '\\[')
      .replace(/~~/g, '\\~~')
      .replace(/<(?=[a-z/!?])/gi, '\\<')
      .replace(/&(?=#?\w+;)/g, '\\&'),
  );
}

/** Turndown strips the white space at the start of a block, so a text that begins with some is inside a line. */
function escapeLineStart(text: string): string {
  return text
    .replace(/^([-+])(?=\s|$)/, '\\$1')
    .replace(/^(-{3,}|={3,})(?=\s*$)/, '\\$1')
    .replace(/^(#{1,6})(?=\s|$)/, '\\$1')
    .replace(/^>/, '\\>')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
