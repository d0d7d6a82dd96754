import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { fail, ProblemError } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import { isProxied, probePort, probeTls, refusalOf, type TlsFiles } from './probe.ts';
import { serverProblem } from './serverProblem.ts';
import { refuseOld } from './serverVersion.ts';

export interface Connected {
  readonly connection: Connection;
  readonly serverVersion: string;
}

/** A connection that the server has answered on, within `deadlineMs`. Throws what `TemporalClient` names. */
export async function connect(place: TemporalPlace, deadlineMs: number): Promise<Connected> {
  const files = await readTlsFiles(place);
  const { address } = place;
  // Through a proxy, what this machine can reach says nothing.
  const { refused } = isProxied() ? { refused: undefined } : await probePort(address);
  if (refused !== undefined) throw fail('transient', 'temporal_unreachable', { address }, new Error(refused));
  await refuseTls(place, files);
  const connection = open(place, files, deadlineMs);
  try {
    return { connection, serverVersion: await orRefusal(askVersion(connection, place, deadlineMs), place, files) };
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw await explain(error, place, files);
  }
}

/** gRPC would try until its time is over, and then not say why. */
async function refuseTls({ address }: TemporalPlace, files: TlsFiles | undefined): Promise<void> {
  const reason = files && !isProxied() ? await probeTls(address, files) : undefined;
  if (reason) throw new ProblemError({ kind: 'config', ...reason });
}

/** How long an answer is waited for without a look at what else may be wrong. */
const PATIENCE_MS = 1000;

async function orRefusal<Answer>(
  answer: Promise<Answer>,
  place: TemporalPlace,
  files: TlsFiles | undefined,
): Promise<Answer> {
  const answered = new AbortController();
  const refusal = async (): Promise<Answer> => {
    await wait(PATIENCE_MS, undefined, { signal: answered.signal });
    const problem = await refusalOf(place, files);
    if (problem) throw problem;
    return answer;
  };
  // What comes too late is nobody's.
  return Promise.race([answer, refusal()]).finally(() => answered.abort());
}

async function explain(error: unknown, place: TemporalPlace, files: TlsFiles | undefined): Promise<ProblemError> {
  const problem = serverProblem(error, place);
  return (problem.problem.code === 'temporal_unreachable' && (await refusalOf(place, files))) || problem;
}

async function askVersion(connection: Connection, place: TemporalPlace, deadlineMs: number): Promise<string> {
  await connection.ensureConnected().catch((error: unknown) => {
    throw serverProblem(error, place);
  });
  const { serverVersion = '' } = await connection.withDeadline(Date.now() + deadlineMs, () =>
    connection.workflowService.getSystemInfo({}),
  );
  refuseOld(serverVersion, place);
  return serverVersion;
}

/** Bytes: a server ends a history of 50 MB. */
const LONGEST_HISTORY = 64 * 1024 * 1024;

function open(place: TemporalPlace, files: TlsFiles | undefined, connectTimeout: number): Connection {
  const { ca, cert, key } = files ?? {};
  return Connection.lazy({
    address: place.address,
    connectTimeout,
    tls: files
      ? {
          ...(ca ? { serverRootCACertificate: ca } : {}),
          ...(cert && key ? { clientCertPair: { crt: cert, key } } : {}),
        }
      : false,
    ...(place.apiKey ? { apiKey: place.apiKey } : {}),
    // Without the SDK's retries: one that is planned when the channel is closed ends the process. Who asks tries again.
    interceptors: [],
    // A server that comes back is found again within a second; by default, after up to two minutes.
    channelArgs: {
      ...{ 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 1000 },
      // A page of a history: events of 2 MB, more of them than gRPC's 4 MB. The SDK sets it under a name that nobody reads.
      'grpc.max_receive_message_length': LONGEST_HISTORY,
    },
  });
}

/** Undefined: no TLS. Throws config when a file cannot be read. */
async function readTlsFiles(place: TemporalPlace): Promise<TlsFiles | undefined> {
  const { tls, tlsCa, tlsCert, tlsKey } = place;
  if (!tls) return undefined;
  const read = (file: string | null): Promise<Buffer> | undefined =>
    file === null
      ? undefined
      : readFile(file).catch((error: unknown) => {
          throw serverProblem(error, place);
        });
  const [ca, cert, key] = await Promise.all([read(tlsCa), read(tlsCert), read(tlsKey)]);
  return { ca, cert, key };
}
