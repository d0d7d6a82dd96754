import type { ConfigurationChangeEvent, Disposable, Uri, WorkspaceConfiguration } from 'vscode';
import { fail, type Problem } from '../model/problem.ts';
import type { Listenable } from './signal.ts';
import type { LanguageSetting } from './text.ts';

export interface SettingTypes {
  language: LanguageSetting;
  workDir: string;
  concurrency: number;
  'practiceSite.port': number;
  'practiceApi.port': number;
  openaiBaseUrl: string;
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
};

export type SettingName = keyof SettingTypes;

/** What a value must be. The editor of settings only underlines what is wrong, and hands it over all the same. */
export type SettingRule =
  | { readonly allowed: readonly string[] }
  | { readonly minimum: number; readonly maximum: number }
  /** `code`: of the problem that tells it. */
  | { readonly pattern: string; readonly code: string };

/** As the manifest has them; a test compares. */
export const settingRules: Readonly<Record<SettingName, SettingRule>> = {
  language: { allowed: ['auto', 'fr', 'en'] },
  workDir: { pattern: String.raw`\S`, code: 'setting_empty' },
  concurrency: { minimum: 0, maximum: 64 },
  'practiceSite.port': { minimum: 0, maximum: 65_535 },
  'practiceApi.port': { minimum: 0, maximum: 65_535 },
  openaiBaseUrl: { pattern: String.raw`^(https?://\S+)?$`, code: 'setting_no_address' },
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
  };
}

function obeys(value: unknown, rule: SettingRule): boolean {
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
  const params = { setting: `${SECTION}.${name}`, value: JSON.stringify(value), used: settingDefaults[name] };
  const rule = settingRules[name];
  if ('allowed' in rule)
    return fail('config', 'setting_not_allowed', { ...params, allowed: rule.allowed.join(', ') }).problem;
  if ('pattern' in rule) return fail('config', rule.code, params).problem;
  return fail('config', 'setting_out_of_range', { ...params, minimum: rule.minimum, maximum: rule.maximum }).problem;
}
