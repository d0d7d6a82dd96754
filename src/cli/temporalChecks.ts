import { listens } from '../adapters/listens.ts';
import type { Arguments } from './arguments.ts';
import type { Check } from './doctorChecks.ts';
import type { Session } from './session.ts';
import { temporalPlace } from './temporalPlace.ts';

/** Options and variables by which somebody says that runs go to a server. */
const OPTIONS = ['address', 'namespace', 'task-queue', 'tls', 'tls-ca', 'tls-cert', 'tls-key'];
const VARIABLES = ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_API_KEY'];

/** Whether the arguments are about runs on a Temporal server. */
export const isAboutTemporal = (args: Arguments, { env }: Pick<Session, 'env'>): boolean =>
  OPTIONS.some(name => args.given(name)) || VARIABLES.some(name => Boolean(env[name]));

/** The queue doctor. Who named no server needs none: one at the usual place is asked, none there is told. */
export async function checkTemporal(args: Arguments, session: Session): Promise<readonly Check[]> {
  const place = temporalPlace(args, session);
  const name = 'temporal';
  const needed = isAboutTemporal(args, session);
  if (!needed && !(await listens(place.address, LISTEN_MS)))
    return [{ name, ok: true, needed, detail: ['doctor.temporal.none', { address: place.address }], fix: null }];
  const findings = await session.engine.consultTemporal(place, needed ? (args.operands[0] ?? null) : null);
  return findings.map(({ ok, said, params, fix }) => ({
    ...{ name, ok, needed, detail: [said, params] },
    fix: fix && [`doctor.fix.${fix}`],
  }));
}

/** It is on this machine, or somewhere that was not named. */
const LISTEN_MS = 1_000;
