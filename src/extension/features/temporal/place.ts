import type { TemporalPlace } from '../../../model/temporal/place.ts';

/** A run's page in Temporal's web UI: its newest execution. */
export function pageOfRun(ui: string, namespace: string, runId: string): string {
  const base = ui.replace(/\/+$/, '');
  return `${base}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(runId)}`;
}

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

export function hostAndPort(address: string): HostAndPort {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) };
}

/** Only there can a server be started from here. */
export const isLocal = (address: string): boolean =>
  ['127.0.0.1', 'localhost', '::1'].includes(hostAndPort(address).host);

/** What `temporal server start-dev` is called with. `database`: a file, absolute. */
export function serverArguments(
  { address, namespace }: Pick<TemporalPlace, 'address' | 'namespace'>,
  ui: string,
  database: string,
): string[] {
  const { host, port } = hostAndPort(address);
  const uiPort = Number(new URL(ui).port) || port + 1000;
  return [
    ...['server', 'start-dev', '--namespace', namespace, '--db-filename', database],
    ...['--ip', host === 'localhost' ? '127.0.0.1' : host, '--port', String(port), '--ui-port', String(uiPort)],
    ...['--ui-disable-news-fetch', '--log-level', 'warn'],
  ];
}

/** What `temporal-worker` of the command line is called with; the key travels in its environment. */
export const workerArguments = (place: TemporalPlace, root: string, workerDir: string): string[] => [
  ...['temporal-worker', '--root', root, '--worker-dir', workerDir, '--task-queue', place.taskQueue],
  ...connectionArguments(place),
];

/** Workers of both languages have the same options. */
export function connectionArguments({ address, namespace, tls, tlsCa, tlsCert, tlsKey }: TemporalPlace): string[] {
  const files = { '--tls-ca': tlsCa, '--tls-cert': tlsCert, '--tls-key': tlsKey };
  return [
    ...['--address', address, '--namespace', namespace],
    ...(tls ? ['--tls'] : []),
    ...Object.entries(files).flatMap(([option, file]) => (file === null ? [] : [option, file])),
  ];
}
