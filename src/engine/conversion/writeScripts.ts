/** Superscripts, subscripts and formulas as characters: Markdown has no sign for them. */

import { unwrap } from './moveNodes.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢ';
const PLAIN = '0123456789+-=()ni';

export function writeScripts(root: Element): void {
  for (const element of [...root.querySelectorAll('sup')]) writeScript(element, SUPERSCRIPTS);
  for (const element of [...root.querySelectorAll('sub')]) writeScript(element, SUBSCRIPTS);
  for (const math of [...root.querySelectorAll('math')]) writeFormula(math);
}

/** "1<sup>er</sup>" is written "1er" by every French typist; "x<sup>2</sup>" as "x²"; the rest stays HTML, which Markdown allows. */
function writeScript(element: Element, signs: string): void {
  if (element.querySelector('a,img,x-note')) return unwrap(element);
  const text = (element.textContent ?? '').trim().replaceAll('−', '-');
  const isWord = /^\p{L}{2,}\.?$|^[a-zA-Z°™®]$/u.test(text) && !/^[ni]$/.test(text);
  const mapped = [...text].map(character => signs[PLAIN.indexOf(character)] ?? null);
  if (text === '' || isWord) element.replaceWith(text);
  else if (mapped.every(sign => sign !== null)) element.replaceWith(mapped.join(''));
}

/** MathML carries its TeX as an annotation or alternative text; without one its characters must do. */
function writeFormula(math: Element): void {
  const annotation = math.querySelector('annotation[encoding*="tex" i]')?.textContent;
  const tex = (annotation ?? math.getAttribute('alttext') ?? '')
    .trim()
    .replace(/^\{\\displaystyle\s+([\s\S]*)\}$/, '$1');
  if (tex === '') return math.replaceWith((math.textContent ?? '').replace(/\s+/g, ''));
  const formula = math.ownerDocument.createElement(math.getAttribute('display') === 'block' ? 'x-formula' : 'x-math');
  formula.textContent = tex.trim();
  math.replaceWith(formula);
}
