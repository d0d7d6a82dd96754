import { describe, expect, it } from 'vitest';
import { createSettings, settingFaults, type ConfigurationSource } from '../../../src/extension/settings.ts';
import { problemNotice } from '../../../src/extension/problemText.ts';
import { textIn } from './catalogue.ts';

const given = (values: Record<string, unknown>): ConfigurationSource => ({
  // SAFETY: VS Code's `get` also hands over whatever the file says, whatever type was asked for.
  getConfiguration: () => ({ get: <T>(name: string, usual?: T) => (name in values ? values[name] : usual) as T }),
  onDidChangeConfiguration: () => ({ dispose: () => undefined }),
});

describe('settings', () => {
  it('are used as given when they obey their rules', () => {
    const settings = createSettings(
      given({ language: 'fr', workDir: '../runs', concurrency: 64, 'practiceSite.port': 0 }),
    );
    expect([settings.language.value, settings.workDir.value]).toEqual(['fr', '../runs']);
    expect([settings.concurrency.value, settings['practiceSite.port'].value]).toEqual([64, 0]);
    expect(settingFaults(given({ concurrency: 64, workDir: '/runs' }))).toEqual([]);
  });

  const WRONG: [name: string, value: unknown, used: unknown][] = [
    ['language', 'de', 'auto'],
    ['language', 7, 'auto'],
    ['workDir', '  ', '.ingestion-workshop'],
    ['workDir', null, '.ingestion-workshop'],
    ['concurrency', 65, 0],
    ['concurrency', 1.5, 0],
    ['concurrency', '8', 0],
    ['practiceSite.port', 65_536, 4173],
  ];
  it.each(WRONG)('%s: %j is told, and %j is used instead', (name, value, used) => {
    const source = given({ [name]: value });
    const settings: Record<string, { value: unknown }> = createSettings(source);
    expect(settings[name]?.value).toBe(used);
    const faults = settingFaults(source);
    expect(faults).toHaveLength(1);
    for (const language of ['en', 'fr'] as const) {
      const { message, actions } = problemNotice(faults[0]!, textIn(language));
      expect(message).toContain(`ingestionWorkshop.${name}`);
      expect(message).toContain(String(used));
      expect(message).not.toMatch(/[{}]/);
      expect(actions).toContain('openSettings');
    }
  });
});
