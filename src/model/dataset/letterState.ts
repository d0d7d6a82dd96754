import { deadLetterId, type DeadLetter } from './deadLetter.ts';
import { isHeld } from './quarantine.ts';

/**
 * What a dead letter waits for. `replay`: nothing, its request can be sent again, or its record was repaired. `correct`: its
 * record is the one that was refused. `decide`: a rule failed on it, and whoever replays it as it is lets it in.
 */
export type LetterState = 'replay' | 'correct' | 'decide';

export function letterState(letter: DeadLetter, sha256: (text: string) => string): LetterState {
  if (isHeld(letter, sha256)) return 'decide';
  return letter.record !== null && deadLetterId(letter, sha256) === letter.id ? 'correct' : 'replay';
}
