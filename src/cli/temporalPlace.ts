import { resolve } from 'node:path';
import { fail } from '../model/problem.ts';
import { DEFAULT_ADDRESS, DEFAULT_NAMESPACE, TS_QUEUE } from '../model/temporal/names.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { Arguments } from './arguments.ts';
import type { Session } from './session.ts';

/** The server that options name, else the environment (by the names that Temporal's own programs use), else the usual one. */
export function temporalPlace(args: Arguments, { env, cwd }: Pick<Session, 'env' | 'cwd'>): TemporalPlace {
  const chosen = (option: string, variable: string): string | undefined =>
    (args.given(option) ? args.text(option) : undefined) ?? (env[variable] || undefined);
  const file = (option: string, variable: string): string | null => {
    const name = chosen(option, variable);
    return name === undefined ? null : resolve(cwd, name);
  };
  const address = chosen('address', 'TEMPORAL_ADDRESS') ?? DEFAULT_ADDRESS;
  if (!/^[^\s/]+:\d{1,5}$/.test(address))
    throw fail('usage', 'bad_value', { option: '--address', value: address, values: DEFAULT_ADDRESS });
  const files = {
    tlsCa: file('tls-ca', 'TEMPORAL_TLS_SERVER_CA_CERT_PATH'),
    tlsCert: file('tls-cert', 'TEMPORAL_TLS_CLIENT_CERT_PATH'),
    tlsKey: file('tls-key', 'TEMPORAL_TLS_CLIENT_KEY_PATH'),
  };
  const apiKey = env['TEMPORAL_API_KEY'] ?? '';
  const named = Object.values(files).some(name => name !== null);
  return {
    address,
    namespace: chosen('namespace', 'TEMPORAL_NAMESPACE') ?? DEFAULT_NAMESPACE,
    taskQueue: chosen('task-queue', 'TEMPORAL_TASK_QUEUE') ?? TS_QUEUE,
    // A key is never sent in the clear.
    tls: args.flag('tls') || isTrue(env['TEMPORAL_TLS']) || named || apiKey !== '',
    ...files,
    apiKey,
  };
}

const isTrue = (text: string | undefined): boolean => text !== undefined && /^(1|true|yes)$/i.test(text);
