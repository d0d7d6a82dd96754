import { version } from '../../package.json';
import english from '../../l10n/bundle.l10n.json';
import type { Log } from '../engine/ports.ts';
import type { Problem } from '../model/problem.ts';
import { render } from '../model/text.ts';
import { createApiActivities } from './apiActivities.ts';
import { createStageActivities } from './stageActivities.ts';

/** Activities by their names on the wire, as a worker takes them. */
export type Activities = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

export interface ActivitiesRequest {
  /** Absolute: the folder that all workers share; `<root>/.ingestion-workshop` is the work folder. */
  readonly root: string;
  /** Who works, as histories name it. */
  readonly identity: string;
}

/** What a TypeScript worker serves, and how it is let go of when the worker has stopped. */
export async function createActivities({
  root,
}: ActivitiesRequest): Promise<{ readonly activities: Activities; close(): Promise<void> }> {
  const world = {
    root,
    userAgent: `ingestion-workshop/${version}`,
    env: process.env,
    log: toStderr,
    describe,
  };
  const api = createApiActivities(world);
  const stages = await createStageActivities(world);
  return {
    activities: { ...stages.activities, ...api.activities },
    close: () => stages.close().finally(() => api.close()),
  };
}

/** Files are the same whatever the language of who works. */
export const describe = ({ code, params }: Problem): string => render(english, `error.${code}`, params);

/** Lines of JSON, as the command line's log. */
const toStderr: Log = {
  write(level, code, fields) {
    if (level !== 'debug')
      process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, code, ...fields })}\n`);
  },
};
