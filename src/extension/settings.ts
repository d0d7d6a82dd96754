import type { ConfigurationChangeEvent, Disposable, WorkspaceConfiguration } from 'vscode';
import type { Listenable } from './signal.ts';
import type { LanguageSetting } from './text.ts';

export interface SettingTypes {
  language: LanguageSetting;
  workDir: string;
  concurrency: number;
  'practiceSite.port': number;
  openaiBaseUrl: string;
}

/** Every setting of ours and its default. package.json's `contributes.configuration` is checked against it by a test. */
export const settingDefaults: Readonly<SettingTypes> = {
  language: 'auto',
  workDir: '.ingestion-workshop',
  /** 0: as many as the engine finds right for this machine. */
  concurrency: 0,
  'practiceSite.port': 4173,
  /** Of the machine alone: a workspace must not lead the key to another server. Empty: what the environment says. */
  openaiBaseUrl: '',
};

export type SettingName = keyof SettingTypes;

export interface Setting<T> extends Listenable<T> {
  readonly value: T;
}

export type Settings = { readonly [K in SettingName]: Setting<SettingTypes[K]> };

/** What settings need of `vscode.workspace`. */
export interface ConfigurationSource {
  getConfiguration(section: string): Pick<WorkspaceConfiguration, 'get'>;
  onDidChangeConfiguration(listener: (event: ConfigurationChangeEvent) => unknown): Disposable;
}

export const SECTION = 'ingestionWorkshop';

export function createSettings(workspace: ConfigurationSource): Settings {
  const setting = <K extends SettingName>(name: K): Setting<SettingTypes[K]> => {
    type Value = SettingTypes[K];
    const read = (): Value => workspace.getConfiguration(SECTION).get<Value>(name, settingDefaults[name]);
    const built: Setting<Value> = {
      get value() {
        return read();
      },
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
    openaiBaseUrl: setting('openaiBaseUrl'),
  };
}
