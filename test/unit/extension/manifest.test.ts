import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import en from '../../../package.nls.json';
import fr from '../../../package.nls.fr.json';
import type { CommandEntry } from '../../../src/extension/commandEntry.ts';
import { commandTable, RUNS_WHEN } from '../../../src/extension/commands.ts';
import { initialContext } from '../../../src/extension/contextKeys.ts';
import { outcomeIcons, runIcons, stageIcons } from '../../../src/extension/itemView.ts';
import { PAGES, PANELS, SHELL_WORDS, panelType } from '../../../src/extension/pages.ts';
import { SECTION, settingDefaults, settingRules, type SettingName } from '../../../src/extension/settings.ts';
import { PAGE_VIEWS, VIEWS, WALKTHROUGH } from '../../../src/extension/views.ts';
import { catalogues } from './catalogue.ts';
import { contributionsOf } from './contributions.ts';

const { contributes } = manifest;
const root = path.resolve(import.meta.dirname, '../../..');
const extensionFiles = fs
  .readdirSync(path.join(root, 'src/extension'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => ({ name, text: fs.readFileSync(path.join(root, 'src/extension', name), 'utf8') }));

describe('package.json', () => {
  it('contributes the commands and menus of the table, no more and no less', () => {
    expect({ commands: contributes.commands, menus: contributes.menus }).toEqual(contributionsOf(commandTable));
  });

  it('shows an icon wherever a command is a button', () => {
    const entries: [string, CommandEntry][] = Object.entries(commandTable);
    const bare = entries.filter(
      ([, { icon, places }]) => !icon && places.some(({ group }) => /^(navigation|inline)/.test(group)),
    );
    expect(bare).toEqual([]);
  });

  it('says of every command where it works: with a trusted folder, with one on a disk, anywhere, or by a key of its own', () => {
    const entries: [string, CommandEntry][] = Object.entries(commandTable);
    const places = entries.map(([name, { runs, reads, anywhere, enablement }]) => ({
      name,
      said: [runs, reads, anywhere, enablement].filter(one => one !== undefined).length,
    }));
    expect(places.filter(({ said }) => said === 0)).toEqual([]);
    const free = contributes.commands.filter(command => !('enablement' in command));
    const anywhere = entries.flatMap(([name, entry]) => (entry.anywhere ? [`${SECTION}.${name}`] : []));
    expect(free.map(({ command }) => command).sort()).toEqual(anywhere.sort());
  });

  it('lets run nothing in a folder that is not trusted or not on a disk', () => {
    // Start Workshop runs nothing: it copies files into a folder that one picks, and opens it.
    const writes = /^(new|run|resume|retry|start(?!Workshop)|clear|restore|delete|kill|openTerminal)/;
    const loose = contributes.commands
      .map(({ command, ...rest }) => ({ name: command.replace(`${SECTION}.`, ''), rest }))
      .filter(({ name }) => writes.test(name))
      .filter(({ rest }) => !('enablement' in rest) || !rest.enablement.includes(RUNS_WHEN));
    expect(loose).toEqual([]);
  });

  it('has the views, with a welcome for each tree', () => {
    const views = contributes.views.ingestionWorkshop.map(({ id }) => id);
    expect(views).toEqual(Object.values(VIEWS));
    const trees = views.filter(id => !PAGE_VIEWS.includes(id));
    expect([...new Set(contributes.viewsWelcome.map(({ view }) => view))]).toEqual(trees);
  });

  it('has the settings, their defaults and their rules', () => {
    const told = Object.entries<Record<string, unknown>>(contributes.configuration.properties).map(
      ([name, { default: value, enum: allowed, minimum, maximum, pattern, type }]) => [
        name,
        {
          value,
          rule: Object.fromEntries(
            Object.entries({
              allowed,
              minimum,
              maximum,
              pattern,
              type: [allowed, minimum, pattern].every(rule => rule === undefined) ? type : undefined,
            }).filter(([, is]) => is !== undefined),
          ),
        },
      ],
    );
    const names = Object.keys(settingDefaults) as SettingName[];
    const ruleOf = (name: SettingName) => ({ ...settingRules[name], code: undefined });
    const ours = names.map(name => [`${SECTION}.${name}`, { value: settingDefaults[name], rule: ruleOf(name) }]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(ours));
  });

  it('describes every setting, and says what is wrong with a text that is refused', () => {
    for (const setting of Object.values<Record<string, unknown>>(contributes.configuration.properties)) {
      expect(setting).toHaveProperty('markdownDescription');
      if ('pattern' in setting) expect(setting).toHaveProperty('patternErrorMessage');
    }
  });

  it('has one walkthrough of six steps: a button each, ticked off by what was really done', () => {
    const [walkthrough, ...more] = contributes.walkthroughs;
    expect(more).toEqual([]);
    expect(walkthrough?.id).toBe(WALKTHROUGH);
    // Without a folder there is one step more: opening one.
    expect(walkthrough?.steps.filter(step => !('when' in step))).toHaveLength(6);
    for (const { description, completionEvents, media } of walkthrough?.steps ?? []) {
      const key = description.slice(1, -1) as keyof typeof en;
      for (const texts of [en, fr]) expect(texts[key]).toMatch(/\]\(command:[\w.]+\)/);
      expect(completionEvents.length).toBeGreaterThan(0);
      const picture = fs.readFileSync(path.join(root, media.svg), 'utf8');
      expect(picture, 'theme colours only').not.toMatch(/#[0-9a-f]{3,8}"|rgb\(/i);
    }
  });

  it('offers to start a workshop only once it is known what is there', () => {
    const starts = Object.entries(en).filter(([, text]) => text.includes('command:ingestionWorkshop.startWorkshop'));
    const offers = contributes.viewsWelcome.filter(({ contents }) => starts.some(([key]) => contents === `%${key}%`));
    expect(offers.length).toBeGreaterThan(1);
    for (const { when } of offers)
      expect(when).toMatch(/workspaceFolderCount == 0|ingestionWorkshop\.(ready|workshopsKnown)\b/);
  });

  it('names no context key, view or command that does not exist', () => {
    const known = [
      ...Object.keys(initialContext),
      ...Object.values(VIEWS),
      ...contributes.commands.map(({ command }) => command),
      ...Object.keys(contributes.configuration.properties),
      ...Object.values(VIEWS).map(view => `${view}.focus`),
      ...PANELS.map(panelType),
    ];
    const menus = Object.values(contributes.menus).flat();
    const whens = [menus, contributes.viewsWelcome, contributes.commands, contributes.walkthroughs]
      .flat()
      .map(item => JSON.stringify(item));
    const texts = [...whens, ...Object.values(en), ...Object.values(fr)].join('\n');
    const named = [...texts.matchAll(/ingestionWorkshop\.[\w.]+\w/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter(name => !known.includes(name))).toEqual([]);
  });

  it('is complete in both languages, and names no string that is missing', () => {
    const used = [...JSON.stringify(manifest).matchAll(/%([\w.]+)%/g)].map(([, key]) => key);
    expect(Object.keys(fr)).toEqual(Object.keys(en));
    expect([...new Set(used)].sort()).toEqual(Object.keys(en).sort());
  });

  it('wakes the extension for its files, its views and its restored pages only', () => {
    const panels = PANELS.map(page => `onWebviewPanel:${panelType(page)}`);
    expect(manifest.activationEvents).toEqual([
      'onLanguage:yaml',
      'workspaceContains:**/*.ingest.json',
      'workspaceContains:.ingestion-workshop/workshop',
      'workspaceContains:**/activities/ingestion-workshop.d.ts',
      ...panels,
    ]);
  });

  it('has every picture that it and the trees show', () => {
    const own = [outcomeIcons, stageIcons, runIcons].flatMap(table => Object.values(table));
    const drawn = own.flatMap(icon =>
      'own' in icon ? ['light', 'dark'].map(theme => `media/states/${icon.own}-${theme}.svg`) : [],
    );
    const files = [
      ...new Set([...drawn, manifest.icon, ...contributes.viewsContainers.activitybar.map(({ icon }) => icon)]),
    ];
    expect(files.filter(file => !fs.existsSync(path.join(root, file)))).toEqual([]);
  });
});

describe('pages', () => {
  const folders = fs.readdirSync(path.join(root, 'webview')).filter(name => name !== 'common');

  it('are those of the table', () => expect(folders.sort()).toEqual(Object.keys(PAGES).sort()));

  it.each(folders)('%s says only what it is given', page => {
    // SAFETY: the test before holds the table against the folders.
    const given = [...SHELL_WORDS, ...PAGES[page as keyof typeof PAGES].words];
    const hasGrid = given.some(begin => begin === 'grid.');
    const text = ['common', ...(hasGrid ? ['common/grid'] : []), page]
      .flatMap(folder => fs.readdirSync(path.join(root, 'webview', folder)).map(name => path.join(folder, name)))
      .filter(name => name.endsWith('.ts'))
      .map(name => fs.readFileSync(path.join(root, 'webview', name), 'utf8'));
    const said = [...text.join('\n').matchAll(/\b(?:say|count|has)\(\s*['`]([\w.]+)/g)].map(([, key]) => key ?? '');
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter(key => !given.some(begin => key.startsWith(begin)))).toEqual([]);
    const known = Object.keys(catalogues.en);
    expect(
      said.filter(key => !known.some(entry => entry === key || entry.startsWith(key.replace(/\.?$/, '.')))),
    ).toEqual([]);
  });
});

describe('the extension’s words', () => {
  /** Literal keys, and the heads of composed ones (`outcome.${…}`). */
  const keys = extensionFiles.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:say|count)\(\s*['`]([\w.]+)/g)].map(([, key]) => key ?? ''),
  );

  it.each(['en', 'fr'] as const)('are all in the catalogue: %s', language => {
    const known = Object.keys(catalogues[language]);
    const missing = keys.filter(
      key => !known.some(entry => entry === key || entry.startsWith(key.replace(/\.?$/, '.'))),
    );
    expect(keys.length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  it('cover every problem that the extension raises itself', () => {
    const codes = extensionFiles.flatMap(({ text }) =>
      [...text.matchAll(/fail\('\w+', '(\w+)'/g)].map(([, code]) => code),
    );
    expect([...new Set(codes)].filter(code => !(`error.${code}` in catalogues.fr))).toEqual([]);
  });

  it('are spoken by the table alone: no raw command, setting or context key elsewhere', () => {
    const tables = ['commands.ts', 'contextKeys.ts', 'pages.ts', 'settings.ts', 'views.ts'];
    const raw = extensionFiles
      .filter(({ name }) => !tables.includes(name))
      .flatMap(({ name, text }) =>
        [...text.matchAll(/['"`]ingestionWorkshop\.(\w+)['"`]/g)].map(([id]) => `${name}: ${id}`),
      )
      .filter(use => !Object.keys(initialContext).some(key => use.includes(`'${key}'`)));
    expect(raw).toEqual([]);
  });
});
