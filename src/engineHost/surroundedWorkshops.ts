import { setTimeout as wait } from 'node:timers/promises';
import { listens } from '../adapters/listens.ts';
import { pythonVersion } from '../adapters/pythonVersion.ts';
import { createSurroundings, type SurroundingsPlace } from '../adapters/workshop/surroundings.ts';
import type { Workshop, WorkshopStep } from '../model/generated/types.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { Requirement } from '../model/workshop/outline.ts';
import { requirementsOf } from '../model/workshop/surroundings.ts';
import type { Asker, WorkshopPlace } from '../protocol/workshop.ts';
import { createLacking } from './lacking.ts';

/** A tree is drawn with what is known by then, in milliseconds; what comes later is told. */
const PATIENCE_MS = 20;

type Asked = Pick<WorkshopPlace, 'folder'> & Pick<Asker, 'server'>;

export interface SurroundedWorkshops {
  /** What of all that a workshop's steps require is not here. */
  lacks(workshop: Workshop, asked: Asked): Promise<readonly Requirement[]>;
  forget(): void;
}

/** `changed`: what was answered is not true any more. */
export function createSurroundedWorkshops(changed: () => void): SurroundedWorkshops {
  const { of, forget } = createLacking<Omit<SurroundingsPlace, 'env'>>({
    surroundings: place => createSurroundings({ ...place, env: process.env }, { listens, pythonVersion }),
    now: () => performance.now(),
    soon: () => wait(PATIENCE_MS),
    changed,
  });
  return {
    forget,
    lacks: (workshop, { folder, server }) => of(requirementsOf(workshop), { folder, temporal: server.address }),
  };
}

/** A step that needs a server works with the one that is used here, whatever this process's own variables say. */
export const environmentOf = (
  { requires }: Pick<WorkshopStep, 'requires'>,
  { address, namespace, taskQueue, tls, tlsCa, tlsCert, tlsKey, apiKey }: TemporalPlace,
): Readonly<Record<string, string>> =>
  requires?.includes('temporal')
    ? {
        ...{ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_TASK_QUEUE: taskQueue },
        ...{ TEMPORAL_TLS: String(tls), TEMPORAL_API_KEY: apiKey },
        TEMPORAL_TLS_SERVER_CA_CERT_PATH: tlsCa ?? '',
        TEMPORAL_TLS_CLIENT_CERT_PATH: tlsCert ?? '',
        TEMPORAL_TLS_CLIENT_KEY_PATH: tlsKey ?? '',
      }
    : {};
