import type { Log } from '../engine/ports.ts';
import { fail } from '../model/problem.ts';
import type { ActivityAsked, ActivityTold, ActivityVerbs } from '../protocol/activities.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';
import { createStoppable } from './stoppable.ts';

/** Files of a learner's, tried on a case; what does it is read when somebody asks first. */
export function createActivityVerbs(folders: Pick<HeldFolders, 'hold'>, log: Log): Handlers<ActivityVerbs> {
  const stoppable = createStoppable();
  const debugged = new Map<string, Promise<ActivityTold>>();
  const perform = (asked: ActivityAsked, onReady?: (port: number) => void): Promise<ActivityTold> =>
    stoppable.run(asked.id, async signal =>
      (await import('./activityDesk.ts')).tryOut({ folders, log }, asked, { signal, ...(onReady && { onReady }) }),
    );
  return {
    tryActivity: asked => perform(asked),
    debugActivity: asked =>
      new Promise((resolve, reject) => {
        const told = perform(asked, port => resolve({ port }));
        debugged.set(asked.id, told);
        told.then(
          () => resolve({ port: null }),
          (error: unknown) => {
            debugged.delete(asked.id);
            reject(error);
          },
        );
      }),
    async activityTold({ id }) {
      const told = debugged.get(id);
      if (!told) throw fail('usage', 'activity_not_debugged');
      return told.finally(() => debugged.delete(id));
    },
    stopActivity: ({ id }) => stoppable.stop(id),
    useActivity: async ({ text, ...used }) =>
      (await import('../engine/learner/useImplementation.ts')).useImplementation(text, used),
  };
}
