import type { Diagnosis } from '../../../model/temporal/diagnose.ts';
import type { TemporalStatus } from '../../../protocol/temporal.ts';
import { problemText } from '../../problemText.ts';
import type { Text } from '../../text.ts';

/** How the window stands to its server, in one sentence; nothing else tells a screen reader. */
export function statusSentence(status: TemporalStatus, address: string, text: Text): string {
  switch (status.state) {
    case 'connected':
      return text.say('temporal.connected', { address, version: status.serverVersion });
    case 'away':
      return text.say('temporal.away', { address, why: problemText(status.problem, text) });
    case 'connecting':
      return text.say('temporal.connecting', { address });
    case 'off':
      return text.say('temporal.off');
  }
}

export const findingText = ({ said, params }: Diagnosis, text: Text): string => text.say(said, params);
