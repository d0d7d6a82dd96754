import type { Surroundings } from '../engine/workshop/workshopPorts.ts';
import type { Requirement } from '../model/workshop/outline.ts';

/** What was found is not looked for again so soon. */
export const FRESH_MS = 30_000;
/** What was not: somebody may be starting it at this moment. */
export const LACKING_FRESH_MS = 3_000;

export interface LackingWorld<Place> {
  surroundings(place: Place): Surroundings;
  now(): number;
  /** How long an answer waits for what is not known yet. */
  soon(): Promise<void>;
  /** An answer that did not wait was wrong. */
  changed(): void;
}

export interface Lacking<Place> {
  /** Which of these are not here. What is not known in time is told as it was last found, else as if it were here. */
  of(asked: readonly Requirement[], place: Place): Promise<readonly Requirement[]>;
  /** Somebody wants to know how it is now. */
  forget(): void;
}

interface Look {
  at: number;
  answer: boolean;
  /** Somebody was answered before it was known. */
  isTold: boolean;
}

/** Remembers what is here: a tree is drawn often, and never waits for a server that does not answer. */
export function createLacking<Place>({ surroundings, now, soon, changed }: LackingWorld<Place>): Lacking<Place> {
  const looks = new Map<string, Look & { readonly found: Promise<boolean> }>();

  function lookAt(requirement: Requirement, place: Place) {
    const name = JSON.stringify([requirement, place]);
    const last = looks.get(name);
    if (last && now() - last.at < (last.answer ? FRESH_MS : LACKING_FRESH_MS)) return last;
    const look: Look = { at: now(), answer: last?.answer ?? true, isTold: false };
    const settle = (answer: boolean): boolean => {
      const wasWrong = look.isTold && look.answer !== answer;
      look.answer = answer;
      if (wasWrong) changed();
      return answer;
    };
    const found = surroundings(place)
      .has(requirement)
      .then(settle, () => settle(false));
    const begun = Object.assign(look, { found });
    looks.set(name, begun);
    return begun;
  }

  return {
    async of(asked, place) {
      const patience = soon();
      const answers = asked.map(requirement => {
        const look = lookAt(requirement, place);
        const late = patience.then(() => {
          look.isTold = true;
          return look.answer;
        });
        return Promise.race([look.found, late]);
      });
      const here = await Promise.all(answers);
      return asked.filter((_, at) => !here[at]);
    },
    forget: () => looks.forEach(look => (look.at = -Infinity)),
  };
}
