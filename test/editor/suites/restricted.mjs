// A folder that is not trusted: look at everything, run nothing; and the empty states.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import {
  clickTreeRow,
  editorActions,
  editorText,
  eventually,
  notifications,
  openFile,
  openView,
  paletteOffers,
  pick,
  previewText,
  rowMenu,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  trustFolder,
  welcomeText,
} from '../host/workbench.mjs';
import { isAt, marks, onStep, plain, press, says, stepOver, titleOf } from '../learner.mjs';
import { ingestOutside, runOutside, startApi, startSite, writePages } from '../world.mjs';

export const name = 'restricted';
export const languages = ['fr', 'en'];
export const oneLanguage = true;
export const window = { workspace: 'empty', trust: false };

const READING = ['showDeadLetters', 'revealDataset', 'copyDatasetPath'];
const CHANGING = ['ingestApi', 'backfill', 'replayDeadLetters', 'dropDeadLetters', 'editState', 'removeDataset'];

async function ingestWithDeadLetter(workspace) {
  const api = await startApi(200);
  await api.fault('bad_record', 1);
  const address = `${api.url}events`;
  const days = ['--start-date', '2026-01-01', '--end-date', '2026-03-31', '--date-column', 'occurred_at'];
  const { dead_letters } = await runOutside(workspace, ['ingest-api', '--base-url', address, ...days]).ended;
  api.close();
  assert.equal(dead_letters, 1);
}

export const tests = {
  'an empty one says why nothing is run, with a button to trust it': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await eventually(async () => assert.match(await welcomeText(page, t.view('sources')), t.welcome('untrusted')));
    await screenshot(page, `restricted-1-empty-${t.language}`);
  },
  'a run of the command line can be looked at, its artifacts too': async ({ t, page, workspace }) => {
    const site = await startSite();
    const address = new URL('/vie-pratique/pass-jeune', site.url).href;
    const { status } = await ingestOutside(workspace, [writePages(workspace, 'one.ingest.yaml', [address])]).ended;
    site.close();
    assert.equal(status, 'success');
    const [source] = await eventually(async () => {
      const rows = await treeRows(page, t.view('sources'));
      assert.match(rows[0]?.description ?? '', t.starts(t.say('outcome.COMPLETED')));
      return rows;
    });
    await toggleTreeRow(page, t.view('sources'), source.label);
    await eventually(async () => clickTreeRow(page, t.view('sources'), t.say('stage.CONVERTION')));
    await eventually(async () => assert.match(await editorText(page), /^# .*Pass Jeune/));
    await screenshot(page, `restricted-2-run-${t.language}`);
  },
  'a dataset can be looked at, its dead letters too; what would change it is not in its menu': async ctx => {
    const { t, page, workspace } = ctx;
    const datasets = t.view('datasets');
    await openView(page, t.manifest('container'), datasets);
    await eventually(async () => assert.match(await welcomeText(page, datasets), t.welcome('datasetsOnly')));
    await ingestWithDeadLetter(workspace);
    await runCommand(page, t.command('refreshDatasets'));
    // Its row is there while it is written; its dead letter comes last.
    await eventually(async () => {
      const [row] = await treeRows(page, datasets);
      assert.deepEqual([row?.label, / · 1 /.test(row?.description ?? '')], ['data/bronze', true]);
    });
    const entries = await rowMenu(page, datasets, 'bronze');
    for (const name of READING) assert.ok(entries.includes(t.title(name)), `${name} is not in ${entries.join()}`);
    for (const name of CHANGING) assert.ok(!entries.includes(t.title(name)), `${name} is in ${entries.join()}`);
    await screenshot(page, `restricted-3-datasets-${t.language}`);
    await runCommand(page, t.command('showDeadLetters'));
    await eventually(async () => assert.match(await previewText(page), /2026-02-30/));
    assert.deepEqual(await notifications(page), []);
  },
  'no command that runs or writes is offered': async ({ t, page }) => {
    const isOffered = async name => (await paletteOffers(page, t.command(name))).includes(t.command(name));
    await eventually(() => isOffered('search'), { what: 'the search' });
    for (const name of ['run', 'clearWorkFolder', 'startPracticeSite', 'newInput', 'openTerminal', ...CHANGING])
      assert.ok(!(await isOffered(name)), `${name} is offered`);
  },
  'the play button of an input is not there': async ({ t, page }) => {
    await openFile(page, 'one.ingest.yaml');
    assert.ok(!(await editorActions(page)).some(label => label.startsWith(t.title('run'))));
  },
  'the index answers': async ({ t, page }) => {
    await runCommand(page, t.command('quickSearch'));
    const input = page.locator('.quick-input-widget:visible input.input');
    await input.fill('pass jeune');
    await input.press('Enter');
    await eventually(async () => assert.match(await page.locator('.quick-input-list').innerText(), /1\. /));
    await page.keyboard.press('Escape');
    assert.deepEqual(await notifications(page), []);
  },
  'a workshop is begun and read, step after step; what needs trust says so, with a button': async ctx => {
    const { t, page, workspace } = ctx;
    await runCommand(page, t.command('startWorkshop'));
    await pick(page, titleOf(t));
    await pick(page, plain(t.say('begin.here', { name: basename(workspace) })));
    await isAt(ctx, 'start-site');
    await says(ctx, '.st.warn', new RegExp(plain(t.say('step.restricted'))));
    await press(ctx, t.say('step.doCheck'));
    await says(ctx, '.call', new RegExp(plain(t.say('error.not_trusted')).slice(0, 30)));
    await stepOver(ctx, 'start-site');
    await marks(ctx, { passed: null, here: 'ask-empty' });
    await screenshot(page, `restricted-4-workshop-${t.language}`);
    await press(ctx, t.say('step.manageTrust'));
    await page.locator('.workspace-trust-editor').waitFor();
    await page.keyboard.press('Escape');
  },
  'trusted, it runs': async ({ t, page }) => {
    await trustFolder(page);
    await onStep({ page }, async frame => assert.equal(await frame.locator('.st.warn').count(), 0));
    await eventually(async () => {
      const offers = await paletteOffers(page, t.command('run'));
      assert.ok(offers.includes(t.command('run')), offers.join());
    });
  },
};
