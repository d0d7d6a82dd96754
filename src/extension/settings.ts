import type { ConfigurationChangeEvent, Disposable, Uri, WorkspaceConfiguration } from 'vscode';
import { READING_PRICE } from '../model/prices.ts';
import { fail, type Problem } from '../model/problem.ts';
import { DEFAULT_ADDRESS, DEFAULT_NAMESPACE, TS_QUEUE } from '../model/temporal/names.ts';
import type { Listenable } from './signal.ts';
import type { LanguageSetting } from './text.ts';

export interface SettingTypes {
  language: LanguageSetting;
  workDir: string;
  concurrency: number;
  'practiceSite.port': number;
  'practiceApi.port': number;
  openaiBaseUrl: string;
  readingPrice: string;
  'temporal.enabled': boolean;
  'temporal.address': string;
  'temporal.namespace': string;
  'temporal.taskQueue': string;
  'temporal.tls': boolean;
  'temporal.tlsCa': string;
  'temporal.tlsCert': string;
  'temporal.tlsKey': string;
  'temporal.uiAddress': string;
  'temporal.cli': string;
}

/** Every setting of ours and its default. package.json's `contributes.configuration` is checked against it by a test. */
export const settingDefaults: Readonly<SettingTypes> = {
  language: 'auto',
  workDir: '.ingestion-workshop',
  /** 0: as many as the engine finds right for this machine. */
  concurrency: 0,
  'practiceSite.port': 4173,
  'practiceApi.port': 4174,
  /** Of the machine alone: a workspace must not lead the key to another server. Empty: what the environment says. */
  openaiBaseUrl: '',
  /** `model=dollars@date`; empty: that of the table. */
  readingPrice: '',
  /** Connects when a window opens; a window that was connected does so anyway. */
  'temporal.enabled': false,
  'temporal.address': DEFAULT_ADDRESS,
  'temporal.namespace': DEFAULT_NAMESPACE,
  'temporal.taskQueue': TS_QUEUE,
  'temporal.tls': false,
  'temporal.tlsCa': '',
  'temporal.tlsCert': '',
  'temporal.tlsKey': '',
  'temporal.uiAddress': 'http://127.0.0.1:8233',
  /** Empty: the `temporal` that is found. */
  'temporal.cli': '',
};

export type SettingName = keyof SettingTypes;

/** What a value must be. The editor of settings only underlines what is wrong, and hands it over all the same. */
export type SettingRule =
  | { readonly type: 'boolean' | 'string' }
  | { readonly allowed: readonly string[] }
  | { readonly minimum: number; readonly maximum: number }
  /** `code`: of the problem that tells it. */
  | { readonly pattern: string; readonly code: string };

const ANY_TEXT = { type: 'string' } as const;

/** As the manifest has them; a test compares. */
export const settingRules: Readonly<Record<SettingName, SettingRule>> = {
  language: { allowed: ['auto', 'fr', 'en'] },
  workDir: { pattern: String.raw`\S`, code: 'setting_empty' },
  concurrency: { minimum: 0, maximum: 64 },
  'practiceSite.port': { minimum: 0, maximum: 65_535 },
  'practiceApi.port': { minimum: 0, maximum: 65_535 },
  openaiBaseUrl: { pattern: String.raw`^(https?://\S+)?$`, code: 'setting_no_address' },
  readingPrice: { pattern: `^$|${READING_PRICE.source}`, code: 'setting_no_price' },
  'temporal.enabled': { type: 'boolean' },
  'temporal.address': { pattern: String.raw`^[^\s/]+:\d{1,5}$`, code: 'setting_no_host' },
  'temporal.namespace': { pattern: String.raw`\S`, code: 'setting_empty' },
  'temporal.taskQueue': { pattern: String.raw`\S`, code: 'setting_empty' },
  'temporal.tls': { type: 'boolean' },
  'temporal.tlsCa': ANY_TEXT,
  'temporal.tlsCert': ANY_TEXT,
  'temporal.tlsKey': ANY_TEXT,
  'temporal.uiAddress': { pattern: String.raw`^https?://\S+$`, code: 'setting_no_address' },
  'temporal.cli': ANY_TEXT,
};

export interface Setting<T> extends Listenable<T> {
  /** A value that breaks its rule counts as not given; `settingFaults` tells it. */
  readonly value: T;
  /** In the folder that holds this file. */
  at(scope: Uri): T;
}

export type Settings = { readonly [K in SettingName]: Setting<SettingTypes[K]> };

/** What settings need of `vscode.workspace`. */
export interface ConfigurationSource {
  getConfiguration(section: string, scope?: Uri): Pick<WorkspaceConfiguration, 'get'>;
  onDidChangeConfiguration(listener: (event: ConfigurationChangeEvent) => unknown): Disposable;
}

export const SECTION = 'ingestionWorkshop';

export function createSettings(workspace: ConfigurationSource): Settings {
  const setting = <K extends SettingName>(name: K): Setting<SettingTypes[K]> => {
    type Value = SettingTypes[K];
    const read = (scope?: Uri): Value => {
      const value = workspace.getConfiguration(SECTION, scope).get<Value>(name, settingDefaults[name]);
      return obeys(value, settingRules[name]) ? value : settingDefaults[name];
    };
    const built: Setting<Value> = {
      get value() {
        return read();
      },
      at: read,
      listen: listener =>
        workspace.onDidChangeConfiguration(event => {
          if (event.affectsConfiguration(`${SECTION}.${name}`)) listener(read());
        }),
    };
    return built;
  };
  return {
    language: setting('language'),
    workDir: setting('workDir'),
    concurrency: setting('concurrency'),
    'practiceSite.port': setting('practiceSite.port'),
    'practiceApi.port': setting('practiceApi.port'),
    openaiBaseUrl: setting('openaiBaseUrl'),
    readingPrice: setting('readingPrice'),
    'temporal.enabled': setting('temporal.enabled'),
    'temporal.address': setting('temporal.address'),
    'temporal.namespace': setting('temporal.namespace'),
    'temporal.taskQueue': setting('temporal.taskQueue'),
    'temporal.tls': setting('temporal.tls'),
    'temporal.tlsCa': setting('temporal.tlsCa'),
    'temporal.tlsCert': setting('temporal.tlsCert'),
    'temporal.tlsKey': setting('temporal.tlsKey'),
    'temporal.uiAddress': setting('temporal.uiAddress'),
    'temporal.cli': setting('temporal.cli'),
  };
}

function obeys(value: unknown, rule: SettingRule): boolean {
  if ('type' in rule) return typeof value === rule.type;
  if ('allowed' in rule) return typeof value === 'string' && rule.allowed.includes(value);
  if ('pattern' in rule) return typeof value === 'string' && new RegExp(rule.pattern).test(value);
  return Number.isInteger(value) && Number(value) >= rule.minimum && Number(value) <= rule.maximum;
}

/** One problem for each value that cannot be used: which, what it should be, and what is used instead. */
export function settingFaults(workspace: Pick<ConfigurationSource, 'getConfiguration'>): readonly Problem[] {
  // SAFETY: the rules are a record of SettingName.
  const names = Object.keys(settingRules) as SettingName[];
  return names.flatMap(name => {
    const value = workspace.getConfiguration(SECTION).get<unknown>(name, settingDefaults[name]);
    return obeys(value, settingRules[name]) ? [] : [faultOf(name, value)];
  });
}

function faultOf(name: SettingName, value: unknown): Problem {
  const params = { setting: `${SECTION}.${name}`, value: JSON.stringify(value), used: String(settingDefaults[name]) };
  const rule = settingRules[name];
  if ('type' in rule) return fail('config', 'setting_not_allowed', { ...params, allowed: 'true, false' }).problem;
  if ('allowed' in rule)
    return fail('config', 'setting_not_allowed', { ...params, allowed: rule.allowed.join(', ') }).problem;
  if ('pattern' in rule) return fail('config', rule.code, params).problem;
  return fail('config', 'setting_out_of_range', { ...params, minimum: rule.minimum, maximum: rule.maximum }).problem;
}
