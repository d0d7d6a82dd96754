import type { TemporalPlace } from '../model/temporal/place.ts';
import { fail, toProblem } from '../model/problem.ts';
import { systemClock } from '../adapters/clock.ts';
import { createTemporalClient } from './client.ts';
import { namespaceProblem } from './namespaceProblem.ts';

/** How long ended runs are kept there: what the development server itself gives. */
const RETENTION_S = 3 * 24 * 3600;
/** The server's other parts hear of it within ten seconds. */
const HEARD_MS = 15_000;

/** The namespace that the place names; one that is there stays as it is. Failures are those of a client. */
export async function createNamespace(place: TemporalPlace): Promise<void> {
  const { address, namespace } = place;
  const client = createTemporalClient(place);
  try {
    await client
      .ask(({ workflowService }) =>
        workflowService.registerNamespace({
          namespace,
          workflowExecutionRetentionPeriod: { seconds: RETENTION_S as never }, // SAFETY: protobufjs takes a number for a Long.
        }),
      )
      .catch(async (error: unknown) => {
        // What exists already is a run to whoever asks for anything else.
        if (toProblem(error).code !== 'run_exists')
          throw namespaceProblem(error, { place, seen: await client.check().then(() => null, toProblem) });
      });
    const end = Date.now() + HEARD_MS;
    while (!(await isThere(client))) {
      if (Date.now() > end) throw fail('transient', 'temporal_namespace', { address, namespace });
      await systemClock.sleep(500, new AbortController().signal);
    }
  } finally {
    await client.close();
  }
}

const isThere = ({ check }: ReturnType<typeof createTemporalClient>): Promise<boolean> =>
  check().then(
    () => true,
    (error: unknown) => {
      if (toProblem(error).code === 'temporal_namespace') return false;
      throw error;
    },
  );
