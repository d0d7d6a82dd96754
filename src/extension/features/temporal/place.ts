import path from 'node:path';
import type { TemporalPlace } from '../../../model/temporal/place.ts';
import type { SettingName, SettingTypes } from '../../settings.ts';

type Named = Extract<SettingName, `temporal.${string}`>;
export type TemporalSettings = { readonly [K in Named]: { readonly value: SettingTypes[K] } };

/** The server that the settings name. `folder`: what relative paths of certificates are relative to. */
export function placeOf(settings: TemporalSettings, apiKey: string, folder: string): TemporalPlace {
  const file = (name: 'temporal.tlsCa' | 'temporal.tlsCert' | 'temporal.tlsKey') =>
    settings[name].value === '' ? null : path.resolve(folder, settings[name].value);
  const files = { tlsCa: file('temporal.tlsCa'), tlsCert: file('temporal.tlsCert'), tlsKey: file('temporal.tlsKey') };
  const isNamed = Object.values(files).some(name => name !== null);
  return {
    address: settings['temporal.address'].value,
    namespace: settings['temporal.namespace'].value,
    taskQueue: settings['temporal.taskQueue'].value,
    // A key is never sent in the clear.
    tls: settings['temporal.tls'].value || isNamed || apiKey !== '',
    ...files,
    apiKey,
  };
}

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
