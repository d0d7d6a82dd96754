import { readFile } from 'node:fs/promises';
import { NativeConnection } from '@temporalio/worker';
import type { TemporalPlace } from '../model/temporal/place.ts';
import { connectionProblem } from './connectionProblem.ts';
import { refusalOf, type TlsFiles } from './probe.ts';
import { refuseOld } from './serverVersion.ts';

type Place = Omit<TemporalPlace, 'apiKey'>;

/** A worker's connection, which native code makes; failures are the client's (`createTemporalClient`). */
export async function connectWorker(place: Place, apiKey: string | undefined): Promise<NativeConnection> {
  let files: TlsFiles | undefined;
  try {
    files = place.tls ? await readFiles(place) : undefined;
    return await open(place, { files, apiKey });
  } catch (error) {
    const problem = connectionProblem(error, place);
    const isUnclear = ['temporal_unreachable', 'temporal_tls'].includes(problem.problem.code);
    throw (isUnclear && (await refusalOf(place, files))) || problem;
  }
}

async function readFiles({ tlsCa, tlsCert, tlsKey }: Place): Promise<TlsFiles> {
  const read = (file: string | null) => (file === null ? undefined : readFile(file));
  const [ca, cert, key] = await Promise.all([read(tlsCa), read(tlsCert), read(tlsKey)]);
  return { ca, cert, key };
}

interface Credentials {
  readonly files: TlsFiles | undefined;
  readonly apiKey: string | undefined;
}

async function open(place: Place, { files, apiKey }: Credentials): Promise<NativeConnection> {
  const { address, namespace } = place;
  const { ca, cert, key } = files ?? {};
  const tls = files && {
    ...(ca && { serverRootCACertificate: ca }),
    ...(cert && key && { clientCertPair: { crt: cert, key } }),
  };
  const connection = await NativeConnection.connect({
    address,
    ...(tls && { tls }),
    ...(apiKey && { apiKey, metadata: { 'temporal-namespace': namespace } }),
  });
  try {
    const [{ serverVersion }] = await Promise.all([
      connection.workflowService.getSystemInfo({}),
      connection.workflowService.describeNamespace({ namespace }),
    ]);
    refuseOld(serverVersion ?? '', place);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
