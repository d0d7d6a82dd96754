import { randomUUID } from 'node:crypto';
import type { Handlers } from '../../../protocol/peer.ts';
import type { Answer, AnswerSoFar, SearchHostVerbs } from '../../../protocol/search.ts';
import type { EngineProcess } from '../../engineProcess.ts';

type Verbs = Handlers<SearchHostVerbs>;

/** The one answer that a search page has asked for: it outlives the page, which VS Code throws away whenever it is hidden. */
export interface AnswerDesk {
  readonly ask: Verbs['ask'];
  readonly soFar: Verbs['answerSoFar'];
  readonly rest: Verbs['restOfAnswer'];
  cancel(): void;
  /** False: it belongs to another answer. */
  add(piece: { readonly id: string; readonly text: string }): boolean;
}

interface Asked extends AnswerSoFar {
  readonly id: string;
  readonly end: Promise<Answer>;
}

export function createAnswerDesk(engine: Pick<EngineProcess['ask'], 'ask' | 'cancelAsk'>, workDir: string): AnswerDesk {
  let asked: Asked | null = null;
  const cancel = (): void => {
    if (asked === null) return;
    asked = { ...asked, isCancelled: true };
    engine.cancelAsk({ id: asked.id }).catch(() => undefined);
  };
  return {
    cancel,
    ask: setting => {
      cancel();
      const id = randomUUID();
      const end = engine.ask({ workDir, ...setting, id });
      // Told to the page, if it is there; else to the next one that asks.
      end.catch(() => undefined);
      asked = { id, question: setting.question, text: '', isCancelled: false, end };
      return end;
    },
    soFar: () => {
      if (asked === null) return null;
      const { question, text, isCancelled } = asked;
      return { question, text, isCancelled };
    },
    rest: () => asked?.end ?? null,
    add: ({ id, text }) => {
      if (asked?.id !== id) return false;
      asked = { ...asked, text: asked.text + text };
      return true;
    },
  };
}
