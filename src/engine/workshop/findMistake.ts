import type { WorkshopMistake, WorkshopStep } from '../../model/generated/types.ts';
import type { Judgement } from './judge/judgement.ts';

/**
 * The declared mistake that failed checks tell of: its check has failed (the first one where it names none), and `found`
 * stands in what is told of it, hidden or not: a code, a value, the title of a case. One that says what is found is
 * better known than one that does not. Code that broke is known by what it broke by: which case met it says nothing.
 */
export function findMistake(step: WorkshopStep, judged: readonly Judgement[]): number | null {
  const known = (step.mistakes ?? []).map((mistake, at) => ({ mistake, at }));
  const found = known.filter(({ mistake }) => isIt(mistake, step, judged));
  return (found.find(({ mistake }) => mistake.found) ?? found[0])?.at ?? null;
}

function isIt({ check, found }: WorkshopMistake, { checks }: WorkshopStep, judged: readonly Judgement[]): boolean {
  const at = check ? (checks ?? []).findIndex(({ title }) => Object.values(title).includes(check)) : 0;
  const judgement = judged[at];
  if (judgement?.state !== 'failed') return false;
  return !found || textsOf(judgement).some(text => text.includes(found));
}

const textsOf = ({ expected, found, about = [], isOwn }: Judgement): string[] => [
  ...(isOwn ? [] : about),
  ...[isOwn ? null : expected, found].flatMap(said => (said ? [said.code, ...Object.values(said.params).map(String)] : [])),
];
