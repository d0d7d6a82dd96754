import type { Handlers } from '../protocol/peer.ts';
import type { RulesVerbs } from '../protocol/rules.ts';
import { createStoppable } from './stoppable.ts';

/** Rules that are proposed for data. */
export function createRulesVerbs(): Handlers<RulesVerbs> {
  const proposing = createStoppable();
  return {
    proposeRules: ({ id, file }) =>
      proposing.run(id, async signal => {
        const { proposeDataRules } = await import('../adapters/composeRules.ts');
        return proposeDataRules({ file, signal }, new Date());
      }),
    stopProposing: ({ id }) => proposing.stop(id),
  };
}
