import type { Text } from '../../src/model/speech.ts';
import { load } from '../common/states.ts';
import { plain } from './resultText.ts';
import type { Looking, State } from './state.ts';
import { factsOf, heard } from './verdictText.ts';

/** A look at the learner's work: its begin, each of its checks and its end are heard, once each. */
export function createLook(state: State, change: (next: Partial<State>) => void, text: Text) {
  /** When the look is over and what it found is here, whichever comes last. */
  const tell = () => {
    if (state.view.state !== 'here' || state.checking) return;
    const told = factsOf(state.view.value);
    if (told !== state.told) change({ told, said: heard(state.view.value, text) });
  };
  const look = (run: () => Promise<unknown>, after: Partial<State> = {}) => {
    if (state.checking) return;
    change({ checking: true, said: text.say('step.checking') });
    void load(run, acted => {
      // A problem is an alert of its own.
      if (acted.state === 'failed') change({ said: '' });
      if (acted.state === 'waiting') change({ acted });
      else change({ acted, checking: false, looking: null, ...after });
      tell();
    });
  };
  const looking = ({ step, ...moved }: Looking & { readonly step: string }) => {
    if (state.view.state !== 'here' || state.view.value.step.id !== step) return;
    if (moved.done === moved.total) return change({ looking: null });
    const said = text.say('step.fact', { name: checkingText(moved, text), value: plain(moved.title) });
    change({ looking: moved, said });
  };
  return { look, looking, tell };
}

/** `Check 2 of 3`. */
export const checkingText = ({ done, total }: Looking, text: Text): string =>
  text.say('step.checkingOf', { at: text.number(done + 1), checks: text.number(total) });
