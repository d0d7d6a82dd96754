import path from 'node:path';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { SettingName, SettingTypes } from './settings.ts';

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
