/**
 * Puts text that stands loose in a div into paragraphs, as Readability does in its copy: its new paragraphs carry no
 * number, so their votes would be lost; and a line of text is a paragraph in Markdown too.
 */

const PHRASING = new Set(
  'ABBR AUDIO B BDI BDO BR BUTTON CITE CODE DATA DEL DFN EM FONT I IMG INS KBD LABEL MARK MATH PICTURE Q RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME U VAR WBR A'.split(
    ' ',
  ),
);
const TRANSPARENT = new Set(['A', 'SPAN', 'DEL', 'INS', 'LABEL', 'FONT']);

export function wrapLooseText(root: Element): void {
  for (const block of [root, ...root.querySelectorAll('div')]) wrapRuns(block);
}

function wrapRuns(block: Element): void {
  let run: ChildNode[] = [];
  for (const node of [...block.childNodes, null]) {
    if (node && isPhrasing(node)) run.push(node);
    else {
      wrap(run);
      run = [];
    }
  }
}

function wrap(run: ChildNode[]): void {
  const first = run.findIndex(node => !isBlank(node));
  const last = run.findLastIndex(node => !isBlank(node));
  const start = run[first];
  if (!start?.ownerDocument) return;
  const paragraph = start.ownerDocument.createElement('p');
  start.before(paragraph);
  for (const node of run.slice(first, last + 1)) paragraph.append(node);
}

function isBlank(node: ChildNode): boolean {
  return node.nodeName === 'BR' || (node.nodeType === 3 && (node.nodeValue ?? '').trim() === '') || node.nodeType === 8;
}

/** Inline, all the way down: a span around a heading is a block. */
function isPhrasing(node: Node): boolean {
  if (node.nodeType !== 1) return true;
  if (!PHRASING.has(node.nodeName)) return false;
  if (!TRANSPARENT.has(node.nodeName)) return true;
  for (let child = node.firstChild; child; child = child.nextSibling) if (!isPhrasing(child)) return false;
  return true;
}
