/** From a parsed page to the element that holds its subject and nothing else. */
import { fail } from '../../model/problem.ts';
import { cutLines } from './cutLines.ts';
import { cutTails } from './cutTails.ts';
import { measureText } from './measureText.ts';
import { pruneBoilerplate } from './pruneBoilerplate.ts';
import { voteForArticle } from './readArticle.ts';
import type { Removals } from './removals.ts';
import { declaredArticle, dropOutside, selectMain } from './selectMain.ts';
import { wrapLooseText } from './wrapLooseText.ts';

export type Found = {
  root: Element;
  /** Part of the text outside boilerplate that the root still holds, 0 to 1. */
  share: number;
};

export type Finding = {
  /** CSS selectors; a wrong one is ProblemError config `bad_selector` {selector}. */
  keep: readonly string[];
  removals: Removals;
  /** false stops after the boilerplate that the page names as such: nothing is guessed. */
  guess: boolean;
};

export function findMain(document: Document, { keep, removals, guess }: Finding): Found {
  const body = document.body;
  const kept = new Set(keep.flatMap(selector => selectAll(body, selector)));
  const sizes = measureText(body);
  pruneBoilerplate(body, { sizes, kept, holdsKept: ancestorsOf(kept), removals, total: sizes.of(body).text });
  wrapLooseText(body);
  const pruned = measureText(body);
  const root = guess ? guessMain(document, { kept, removals, sizes: pruned }) : body;
  const cut = { root, sizes: measureText(root), kept, removals };
  cutTails(cut);
  cutLines(cut);
  const total = pruned.of(body).text;
  return { root, share: total === 0 ? 0 : measureText(root).of(root).text / total };
}

type Guessing = { kept: ReadonlySet<Element>; removals: Removals; sizes: ReturnType<typeof measureText> };

function guessMain(document: Document, { kept, removals, sizes }: Guessing): Element {
  const votes = voteForArticle(document);
  if (votes) return selectMain(document.body, { votes: new Set([...votes, ...kept]), kept, sizes, removals });
  const root = declaredArticle(document.body, { sizes, kept });
  dropOutside(root, document.body, removals);
  return root;
}

function selectAll(body: Element, selector: string): Element[] {
  try {
    return [...body.querySelectorAll(selector)];
  } catch (error) {
    throw fail('config', 'bad_selector', { selector }, error);
  }
}

function ancestorsOf(elements: ReadonlySet<Element>): Set<Element> {
  const ancestors = new Set<Element>();
  for (const element of elements) {
    let parent = element.parentElement;
    for (; parent && !ancestors.has(parent); parent = parent.parentElement) ancestors.add(parent);
  }
  return ancestors;
}
