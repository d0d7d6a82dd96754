import type { Text } from '../../src/model/speech.ts';
import { load } from '../common/states.ts';
import type { State } from './state.ts';
import { factsOf, heard } from './verdictText.ts';

/** A look at the learner's work: its begin and its end are heard, once each. */
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
      else change({ acted, checking: false, ...after });
      tell();
    });
  };
  return { look, tell };
}
