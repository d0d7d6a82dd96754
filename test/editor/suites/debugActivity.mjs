// Activities of one's own in the real window: written, debugged at a line, tried on a Source, given to an input; and what
// is wrong with one, at its line. The process is started with VS Code's own Node, whose permission model guards it.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clickEditorAction,
  clickNotification,
  dismissNotifications,
  editorText,
  editorTitles,
  eventually,
  goTo,
  notifications,
  openFile,
  openView,
  pick,
  problems,
  quickPickLabels,
  runCommand,
  screenshot,
  treeRows,
} from '../host/workbench.mjs';
import { startSite, writePages } from '../world.mjs';

export const name = 'debugActivity';
export const languages = ['en', 'fr'];
export const oneLanguage = true;
export const window = { workspace: 'empty' };

const LONG = { limitMs: 60_000 };
const TYPES = 'activities/ingestion-workshop.d.ts';
const CHUNKING = 'activities/chunking.ts';
const SCRAPING = 'activities/scraping.ts';
/** Of the shipped chunking.ts: where it logs how many chunks there are. */
const LINE = 6;
let site;

const read = (workspace, file) => readFileSync(join(workspace, file), 'utf8');
const scrape = lines => `export default async function scrapeSource(context, source) {\n${lines}\n}\n`;
const stackFrame = page => page.locator('.debug-top-stack-frame-line');
const variable = (page, label) => page.locator('.debug-variables .monaco-list-row').filter({ hasText: label }).first();

async function stopsAtItsLine(page) {
  await eventually(async () => assert.ok((await stackFrame(page).count()) > 0), { ...LONG, what: 'the stop' });
  await eventually(async () => assert.match(await page.locator('.statusbar').innerText(), new RegExp(`Ln ${LINE}\\b`)));
}

const isOver = page =>
  eventually(async () => assert.equal(await page.locator('.debug-toolbar:visible').count(), 0), LONG);

/** Writes the activity behind VS Code's back, tries it, and answers what Problems says of it. */
async function faultOf({ t, page, workspace }, code, text) {
  await dismissNotifications(page);
  writeFileSync(join(workspace, SCRAPING), text);
  await openFile(page, SCRAPING);
  await clickEditorAction(page, t.title('tryActivity'));
  if (site) await pickSample({ t, page });
  return eventually(async () => {
    const [fault, ...more] = (await problems(page)).filter(one => one.code.startsWith('activity_'));
    assert.deepEqual([fault?.code, more], [code, []]);
    return fault;
  }, LONG);
}

const pickSample = ({ t, page }) => pick(page, t.say('activities.sample'));

/** What the notification says that has these words. */
const told = (page, words) =>
  eventually(async () => {
    const found = (await notifications(page)).find(({ message }) => words.test(message));
    assert.ok(found, `no notification with ${words}`);
    return found;
  }, LONG);

export const tests = {
  'New Activity writes one beside its types, and never over what is there': async ({ t, page, workspace }) => {
    await runCommand(page, t.command('newActivity'));
    await pick(page, t.say('stage.CHUNKING'));
    await eventually(async () => assert.equal((await editorTitles(page))[0], 'chunking.ts'));
    assert.match(read(workspace, TYPES), /interface ChunkContext/);
    const shipped = read(workspace, CHUNKING);
    assert.match(shipped, /export default async function chunkSource/);
    writeFileSync(join(workspace, CHUNKING), `${shipped}// mine\n`);
    writeFileSync(join(workspace, TYPES), `${read(workspace, TYPES)}// mine\n`);
    await runCommand(page, t.command('newActivity'));
    await pick(page, t.say('stage.CHUNKING'));
    await told(page, new RegExp(t.like('activities.kept', { file: 'chunking.ts' })));
    for (const file of [CHUNKING, TYPES]) assert.match(read(workspace, file), /\/\/ mine\n$/);
    await dismissNotifications(page);
  },
  'over its function stands what can be done with it': async ({ t, page }) => {
    await eventually(async () => {
      const lenses = (await page.locator('.codelens-decoration').allInnerTexts()).join(' ');
      for (const name of ['tryActivity', 'debugActivity', 'useActivity'])
        assert.ok(lenses.includes(t.say(`activities.lens.${name}`)), lenses);
    }, LONG);
    await screenshot(page, `activity-1-lenses-${t.language}`);
  },
  'Debug Activity stops at a breakpoint, shows a value, goes on, and tells what came of it': async ctx => {
    const { t, page } = ctx;
    await goTo(page, [LINE, 3]);
    await runCommand(page, 'Debug: Toggle Breakpoint');
    await clickEditorAction(page, t.title('debugActivity'));
    await stopsAtItsLine(page);
    await eventually(async () => {
      const scope = variable(page, 'Local: chunkSource');
      if ((await scope.getAttribute('aria-expanded')) !== 'true') await scope.click({ timeout: 2_000 });
      assert.match(await variable(page, /^\s*chunks =/).innerText({ timeout: 2_000 }), /chunks.*\(\d+\)/s);
    }, LONG);
    // The file as it is written, not a copy without types.
    assert.match(await page.locator('.editor-group-container.active .view-lines').innerText(), /ChunkContext/);
    await screenshot(page, `activity-2-stopped-${t.language}`);
    await runCommand(page, 'Debug: Continue');
    const words = new RegExp(t.like('activities.returned', { file: 'chunking.ts' }));
    const { buttons } = await told(page, words);
    assert.deepEqual(buttons, [t.say('action.show')]);
    await isOver(page);
    await clickNotification(page, /chunking\.ts/, t.say('action.show'));
    await eventually(async () => assert.ok((await editorTitles(page)).some(title => title === 'chunking.ts.md')));
    await screenshot(page, `activity-3-result-${t.language}`);
    await runCommand(page, 'View: Close All Editors');
  },
  'a session that is ended ends the activity, without a word of failure': async ({ t, page }) => {
    await dismissNotifications(page);
    await openFile(page, CHUNKING);
    await clickEditorAction(page, t.title('debugActivity'));
    await stopsAtItsLine(page);
    await runCommand(page, 'Debug: Disconnect');
    await isOver(page);
    assert.deepEqual(
      (await notifications(page)).filter(({ severity }) => severity === 'error'),
      [],
    );
    await runCommand(page, 'Remove All Breakpoints');
  },
  'a file that does not compile says where, in Problems, and stays': async ctx => {
    const text = scrape('  const page = await context.fetch(source.uri);\n  const x: number = ;');
    const fault = await faultOf(ctx, 'activity_does_not_compile', text);
    assert.deepEqual([fault.line, fault.severity], [3, 'error']);
    assert.equal(read(ctx.workspace, SCRAPING), text);
    await screenshot(ctx.page, `activity-4-problem-${ctx.t.language}`);
  },
  'one that throws, returns the wrong shape, deletes its input or never ends does, too': async ctx => {
    const cases = [
      ['activity_threw', 2, '  throw new Error("no luck");'],
      ['activity_returned_wrong', 1, '  return { ...source, raw_file_path: await context.write("x"), mime_type: 7 };'],
      ['activity_not_allowed', 2, '  process.getBuiltinModule("fs").rmSync(import.meta.filename);'],
      ['activity_import_refused', 2, '  const fs = await import("node:fs"); fs.rmSync("..");'],
      ['activity_too_slow', 3, '  let n = 0;\n  for (;;) n += 1;'],
    ];
    for (const [code, line, body] of cases) {
      const text = scrape(body);
      const fault = await faultOf(ctx, code, text);
      assert.equal(fault.line, line);
      assert.equal(read(ctx.workspace, SCRAPING), text);
    }
  },
  'a megabyte that is printed is cut, and how much is said': async ({ t, page, workspace }) => {
    await dismissNotifications(page);
    const loop = '  for (let i = 0; i < 1000; i += 1) console.log("x".repeat(1000));';
    const end = '  return { ...source, raw_file_path: await context.write("y") };';
    writeFileSync(join(workspace, SCRAPING), scrape(`${loop}\n${end}`));
    await openFile(page, SCRAPING);
    await clickEditorAction(page, t.title('tryActivity'));
    await told(page, /scraping\.ts/);
    assert.deepEqual(await problems(page), []);
    await clickNotification(page, /scraping\.ts/, t.say('action.show'));
    await eventually(async () => assert.ok((await editorTitles(page)).includes('scraping.ts.md')));
    await page.locator('.tab', { hasText: 'scraping.ts.md' }).click();
    const text = await eventually(async () => {
      const shown = await editorText(page);
      assert.match(shown, /… \(98\d{4}\)/);
      return shown;
    });
    assert.ok(text.length < 30_000);
    await runCommand(page, 'View: Close All Editors');
  },
  'it is tried on a Source of the newest run, given to the input, and does its stage there': async ctx => {
    const { t, page, workspace } = ctx;
    site = await startSite();
    const paths = ['/vie-pratique/tarifs', '/vie-pratique/pass-jeune'];
    writePages(
      workspace,
      'pages.ingest.yaml',
      paths.map(path => new URL(path, site.url).href),
    );
    await openView(page, t.manifest('container'), t.view('sources'));
    await openFile(page, 'pages.ingest.yaml');
    await clickEditorAction(page, t.title('run'));
    await eventually(async () => {
      const icons = (await treeRows(page, t.view('sources'))).map(({ icon }) => icon);
      assert.deepEqual(icons, ['pass', 'pass']);
    }, LONG);
    await dismissNotifications(page);
    await openFile(page, CHUNKING);
    await clickEditorAction(page, t.title('tryActivity'));
    const labels = await eventually(() => quickPickLabels(page));
    assert.equal(labels.length, 3);
    await pick(page, labels[0]);
    await told(page, /chunking\.ts/);
    await dismissNotifications(page);
    await runCommand(page, t.command('useActivity'));
    await told(page, /pages\.ingest\.yaml/);
    assert.match(
      await editorText(page),
      /\nstages_config:\n {2}CHUNKING:\n {4}implementation: activities\/chunking\.ts\n/,
    );
    await clickNotification(page, /pages\.ingest\.yaml/, t.say('action.run'));
    await eventually(
      async () => assert.match(read(workspace, 'pages.ingest.yaml'), /implementation: activities/),
      LONG,
    );
    await eventually(async () => {
      const runs = join(workspace, '.ingestion-workshop', 'runs');
      assert.ok(existsSync(runs));
      const icons = (await treeRows(page, t.view('sources'))).map(({ icon }) => icon);
      assert.deepEqual(icons, ['pass', 'pass']);
    }, LONG);
  },
  'an input in a folder of its own is given one beside that folder, and runs with it': async ctx => {
    const { t, page, workspace } = ctx;
    await dismissNotifications(page);
    mkdirSync(join(workspace, 'inputs'));
    writePages(workspace, 'inputs/short.ingest.yaml', [new URL('/vie-pratique/tarifs', site.url).href]);
    await openFile(page, CHUNKING);
    await runCommand(page, t.command('useActivity'));
    await pick(page, 'inputs/short.ingest.yaml');
    await told(page, /short\.ingest\.yaml/);
    assert.match(await editorText(page), /implementation: \.\.\/activities\/chunking\.ts\n/);
    await clickNotification(page, /short\.ingest\.yaml/, t.say('action.run'));
    await eventually(async () => {
      const icons = (await treeRows(page, t.view('sources'))).map(({ icon }) => icon);
      assert.deepEqual(icons, ['pass']);
    }, LONG);
    assert.deepEqual(await problems(page), []);
    await runCommand(page, 'View: Close All Editors');
  },
  'a run whose activity does not compile does not begin, and leads to the line': async ({ t, page, workspace }) => {
    await dismissNotifications(page);
    writeFileSync(join(workspace, CHUNKING), 'export default async function chunkSource( {\n');
    await openFile(page, 'pages.ingest.yaml');
    await clickEditorAction(page, t.title('run'));
    await eventually(async () => {
      const [fault] = (await problems(page)).filter(({ code }) => code === 'activity_does_not_compile');
      assert.ok(fault);
    }, LONG);
    await clickNotification(page, /chunking\.ts/, t.say('action.openFile'));
    await eventually(async () => assert.equal((await editorTitles(page))[0], 'chunking.ts'));
    await screenshot(page, `activity-5-run-${t.language}`);
  },
  'a fault in a run stands in Problems at its line': async ({ t, page, workspace }) => {
    await dismissNotifications(page);
    const text = 'export default async function chunkSource() {\n\n  throw new Error("no luck");\n}\n';
    writeFileSync(join(workspace, CHUNKING), text);
    await openFile(page, 'pages.ingest.yaml');
    await clickEditorAction(page, t.title('run'));
    await eventually(async () => {
      const [fault] = (await problems(page)).filter(({ code }) => code === 'activity_threw');
      assert.equal(fault?.line, 3);
    }, LONG);
    site.close();
    site = undefined;
  },
  'in Restricted Mode nothing is run, and the file says so': async ({ t, open }) => {
    const { page, workspace } = await open({ workspace: 'empty', trust: false });
    mkdirSync(join(workspace, 'activities'));
    writeFileSync(join(workspace, CHUNKING), scrape(''));
    await openView(page, t.manifest('container'), t.view('sources'));
    await openFile(page, CHUNKING);
    await eventually(async () => {
      const lenses = (await page.locator('.codelens-decoration').allInnerTexts()).join(' ');
      assert.ok(lenses.includes(t.say('activities.lens.untrusted')), lenses);
    }, LONG);
    await screenshot(page, `activity-6-restricted-${t.language}`);
  },
};
