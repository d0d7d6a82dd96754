/** Code blocks: one `pre > code` with its language, without the line numbers and buttons that highlighters add. */

export function tidyCode(root: Element): void {
  dropLineNumbers(root);
  for (const pre of [...root.querySelectorAll('pre')]) {
    for (const line of [...pre.querySelectorAll('br')]) line.replaceWith('\n');
    const code = pre.ownerDocument.createElement('code');
    const language = languageOf(pre);
    if (language !== '') code.setAttribute('class', `language-${language}`);
    code.textContent = codeText(pre);
    pre.replaceChildren(code);
  }
}

function codeText(pre: Element): string {
  return (pre.textContent ?? '').replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

/** Pygments, Rouge and GitHub put numbers in a table beside the code. */
function dropLineNumbers(root: Element): void {
  for (const gutter of [
    ...root.querySelectorAll(
      'td.gutter,td.linenos,td.rouge-gutter,.lineno,.linenos,.linenodiv,.line-numbers-rows,.hljs-ln-numbers',
    ),
  ]) {
    gutter.remove();
  }
  for (const table of [...root.querySelectorAll('table')]) {
    const blocks = table.querySelectorAll('pre');
    const block = blocks[0];
    if (blocks.length === 1 && block && block.textContent?.trim() === table.textContent?.trim())
      table.replaceWith(block);
  }
}

const CLASS =
  /(?:^|\s)(?:language-|lang-|highlight-source-|highlight-text-|highlight-|brush:\s*|sourceCode\s+|prettyprint\s+lang-)([a-z0-9+#.-]+)/i;
const NO_LANGUAGE = /^(?:none|plain|plaintext|text|txt|nohighlight|default|source|block|wrapper|container)$/i;

/** Highlighters name the language on the code, the pre, or a wrapper. */
function languageOf(pre: Element): string {
  const holders = [pre.querySelector('code'), pre, pre.parentElement, pre.parentElement?.parentElement];
  for (const holder of holders) {
    const said =
      holder?.getAttribute('data-lang') ??
      holder?.getAttribute('data-language') ??
      CLASS.exec(holder?.getAttribute('class') ?? '')?.[1];
    if (said) return NO_LANGUAGE.test(said) ? '' : said.toLowerCase();
  }
  return '';
}
