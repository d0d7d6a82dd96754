// The quality of data: rules over a dataset, the findings as a text, the verdict in the tree, rows in quarantine.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  check,
  choosePath,
  clickDialog,
  clickNotification,
  clickRowMenu,
  dialog,
  dismissNotifications,
  editorText,
  editorTitles,
  eventually,
  notifications,
  openFile,
  openView,
  pick,
  problems,
  quickFix,
  quickPickLabels,
  reloadWindow,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  webviewFrame,
} from '../host/workbench.mjs';
import { axeViolations } from '../host/measures.mjs';
import { THEMES } from '../host/settings.mjs';
import { runOutside, startApi, writeSettings } from '../world.mjs';

export const name = 'quality';
export const languages = ['fr', 'en'];
export const oneLanguage = true;
export const window = { workspace: 'empty' };

const RULES = 'trams-rules.json';
const DAY = '2026-01-07';
/** Of the rows of three days, smallest first. */
let ids;

const rowOf = async (page, t, label) => {
  const row = (await treeRows(page, t.view('datasets'))).find(one => one.label.startsWith(label));
  assert.ok(row, `no ${label} in the tree`);
  return row;
};

const told = (page, pattern) =>
  eventually(async () => assert.match(JSON.stringify(await notifications(page)), pattern), { limitMs: 40_000 });

/** As a verdict in words begins. */
const headOf = (t, key) => t.say(`validation.head.${key}`).split('{')[0].trim();

/** From the row of the dataset: the menu, then the rules file. */
async function ask(page, t, command, rules = RULES) {
  await dismissNotifications(page);
  await clickRowMenu(page, t.view('datasets'), 'trams', t.title(command));
  await eventually(async () => assert.ok((await quickPickLabels(page)).includes(rules)));
  await pick(page, rules);
}

export const tests = {
  'a dataset that fails says by which rules, in a notification and in the tree': async ({ t, page, workspace }) => {
    const api = await startApi(500);
    const days = { start_param: 'start_date', end_param: 'end_date', start_date: '2026-01-05', end_date: DAY };
    const config = { base_url: `${api.url}events`, output_dir: 'data/trams', date_column: 'occurred_at', ...days };
    writeFileSync(join(workspace, 'trams.api.yaml'), JSON.stringify(config));
    assert.equal((await runOutside(workspace, ['ingest-api', '--config', 'trams.api.yaml']).ended).status, 'success');
    const rows = await (await fetch(`${api.url}events?start_date=2026-01-05&end_date=${DAY}`)).json();
    ids = rows.map(({ id }) => id).sort((one, other) => one - other);
    api.close();
    const rule = { id: 'early', kind: 'range', column: 'id', min: ids[3] };
    writeFileSync(join(workspace, RULES), JSON.stringify({ min_rows: 1, rules: [rule] }));
    await openView(page, t.manifest('container'), t.view('datasets'));
    // For room: a closed view beside an open one.
    for (const view of ['sources', 'runs'])
      await page
        .locator('.pane-header', { hasText: t.view(view) })
        .first()
        .click();
    await eventually(() => rowOf(page, t, 'data/trams'));
    await ask(page, t, 'validateData');
    await told(page, t.match(t.like('validate.failed', { rules: 'early' })));
    await eventually(async () =>
      assert.match((await rowOf(page, t, 'data/trams')).description, t.match(t.say('verdict.failed'))),
    );
    await screenshot(page, `quality-1-failed-${t.language}`);
  },
  'findings open as a page: the verdict, the rows with their values, and each leads into the grid': async ({
    t,
    page,
  }) => {
    await clickNotification(page, 'early', t.say('action.showFindings'));
    const report = webviewFrame(page);
    await report.locator('#failing-rows .gd-hit').first().waitFor({ timeout: 30_000 });
    assert.match(await report.locator('h1').innerText(), t.match(t.like('validation.head.failed')));
    const found = await report.locator('#failing-rows .gd-hit').allInnerTexts();
    assert.deepEqual(
      found.map(Number).sort((one, other) => one - other),
      ids.slice(0, 3),
    );
    assert.match(await report.locator('.rules tbody .c-rule').first().innerText(), /early/);
    await screenshot(page, `quality-2-findings-${t.language}`);
    assert.deepEqual(await axeViolations(page), []);
    const row = report.locator('#failing-rows .gd-body .gd-row').first();
    const [value, number] = [await row.locator('.gd-hit').innerText(), await row.getByRole('button').innerText()];
    await row.getByRole('button').click();
    await eventually(async () => assert.match((await editorTitles(page)).join(), /part-00000\.parquet/));
    const grid = webviewFrame(page);
    const active = await eventually(async () => {
      const id = await grid.locator('#grid').getAttribute('aria-activedescendant', { timeout: 2_000 });
      assert.equal(await grid.locator('.gd-marked .gd-no').innerText({ timeout: 2_000 }), number);
      assert.equal(await grid.locator(`#${id}`).innerText({ timeout: 2_000 }), value);
      return grid.locator(`#${id}`);
    });
    assert.equal(await grid.locator('.gd-row', { has: active }).locator('.gd-no').innerText(), number);
    await screenshot(page, `quality-3-row-${t.language}`);
    // The keys go on from there.
    await eventually(async () => assert.equal(await grid.locator('#grid:focus').count(), 1));
  },
  'its failing rows are extracted whole, and the command that does the same is copied': async ({
    t,
    page,
    workspace,
  }) => {
    await page.getByRole('tab', { name: t.say('validation.title', { name: 'trams' }) }).click();
    const report = webviewFrame(page);
    mkdirSync(join(workspace, 'failing'));
    await report.getByRole('button', { name: t.say('validation.extract') }).click();
    await pick(page, 'CSV');
    await choosePath(page, join(workspace, 'failing/'), t.say('validation.extractTo'));
    const said = t.match(t.like('validation.extracted', { rows: t.count('unit.row', 3) }));
    await told(page, said);
    const [file] = readdirSync(join(workspace, 'failing')).filter(name => name.endsWith('.csv'));
    const [head, ...lines] = readFileSync(join(workspace, 'failing', file), 'utf8')
      .trim()
      .split(/\r?\n/);
    const place = head.split(',').indexOf('id');
    const found = lines.map(line => Number(line.split(',')[place]));
    assert.deepEqual(
      found.toSorted((one, other) => one - other),
      ids.slice(0, 3),
    );
    await dismissNotifications(page);
    await report.getByRole('button', { name: t.say('validation.copyCommand') }).click();
    const paths = ['--input-file', join(workspace, 'data/trams'), '--rules-file', join(workspace, RULES)];
    const command = ['ingestion-workshop', 'validate-data', ...paths].join(' ');
    await eventually(async () => assert.equal(await page.evaluate(() => navigator.clipboard.readText()), command));
  },
  'a report is exported without the values of the columns that are chosen to be hidden': async ({
    t,
    page,
    workspace,
  }) => {
    const exported = async (name, masked) => {
      await webviewFrame(page)
        .getByRole('button', { name: t.say('validation.export') })
        .click();
      await pick(page, t.say('validation.form.html'));
      await check(page, t.say('validation.chooseMasked'), masked);
      await choosePath(page, join(workspace, name));
      await told(page, t.match(t.like('validation.saved', { file: name })));
      await dismissNotifications(page);
      return readFileSync(join(workspace, name), 'utf8');
    };
    const isSaid = html => ids.slice(0, 3).map(id => new RegExp(`>\\s*${id}\\s*<`).test(html));
    assert.deepEqual(isSaid(await exported('open.html', [])), [true, true, true]);
    const masked = await exported('masked.html', ['id']);
    assert.deepEqual(isSaid(masked), [false, false, false]);
    assert.match(masked, t.match(t.like('validation.head.failed')));
    assert.match(masked, /default-src 'none'/);
  },
  'the report is there again after a reload, and can be made anew': async ({ t, page }) => {
    await page.getByRole('tab', { name: t.say('validation.title', { name: 'trams' }) }).click();
    await reloadWindow(page);
    const report = webviewFrame(page);
    await report.locator('#failing-rows .gd-hit').first().waitFor({ timeout: 60_000 });
    await report.getByRole('button', { name: t.say('validation.again') }).click();
    await eventually(async () =>
      assert.match(await report.locator('.lede').innerText(), t.match(t.say('validation.since.same'))),
    );
    assert.equal(await report.locator('.past svg.hist').count(), 1);
  },
  'a quarantine says how many rows it takes, and the days are valid after it': async ({ t, page, workspace }) => {
    await ask(page, t, 'quarantineRows');
    const asked = await eventually(async () => (await dialog(page)) ?? assert.fail('no question'));
    assert.match(asked.message, /3/);
    assert.match(asked.detail, /early/);
    await screenshot(page, `quality-4-question-${t.language}`);
    await clickDialog(page, t.say('quarantine.button'));
    await told(page, t.match(t.like('quarantine.done', { rows: t.count('unit.row', 3) })));
    await eventually(async () => {
      const { description } = await rowOf(page, t, 'data/trams');
      assert.match(description, t.match(t.count('unit.deadLetter', 3), t.say('verdict.passed')));
    });
    await screenshot(page, `quality-5-after-${t.language}`);
    const { validation } = await runOutside(workspace, [
      ...['validate-data', '--input-file', 'data/trams', '--rules-file', RULES],
    ]).ended;
    assert.equal(validation, 'passed');
    await ask(page, t, 'quarantineRows');
    await told(page, t.match(t.like('quarantine.none')));
  },
  'a rule that could not run is a problem of its line, and gone with the next run': async ({ t, page, workspace }) => {
    const found = async () => (await problems(page)).map(({ line, column }) => [line, column]);
    const file = join(workspace, RULES);
    const rules = readFileSync(file, 'utf8');
    writeFileSync(file, '{\n  "rules": [{ "id": "lost", "kind": "not_null", "column": "stopp" }]\n}\n');
    await ask(page, t, 'validateData');
    await told(page, t.match(t.like('validate.notRun', { rules: 'lost' })));
    await clickNotification(page, 'lost', t.say('action.showFindings'));
    const report = webviewFrame(page);
    await report.locator('h1', { hasText: headOf(t, 'could_not_run') }).waitFor({ timeout: 30_000 });
    assert.equal(await report.locator('.hit').count(), 0, 'no row has failed');
    await openFile(page, RULES);
    await eventually(async () => assert.deepEqual(await found(), [[2, 59]]));
    await screenshot(page, `quality-8-problem-${t.language}`);
    await quickFix(page, [2, 61], t.say('fix.change', { word: 'stop' }));
    await eventually(async () => assert.match(await editorText(page), /"column": "stop" \}/));
    await eventually(async () => assert.deepEqual(await found(), []));
    await runCommand(page, 'File: Revert File');
    writeFileSync(file, rules);
    await ask(page, t, 'validateData');
    await told(page, t.match(t.like('validate.passed')));
    await eventually(async () => assert.deepEqual(await found(), []));
  },
  'a verdict in the tree leads to its report': async ({ t, page }) => {
    await runCommand(page, 'View: Close All Editors');
    await clickRowMenu(page, t.view('datasets'), 'trams', t.title('showFindings'));
    await webviewFrame(page)
      .locator('h1', { hasText: headOf(t, 'passed') })
      .waitFor({ timeout: 30_000 });
  },
  'default rules, and rules that cannot be read, say what they are': async ({ t, page, workspace }) => {
    await ask(page, t, 'validateData', t.say('rules.standard'));
    await told(page, t.match(t.like('validate.passed')));
    writeFileSync(join(workspace, 'broken-rules.json'), '{ "min_rows": "many" }');
    await eventually(async () => {
      await runCommand(page, t.command('validateData'));
      await pick(page, 'data/trams');
      const labels = await eventually(async () => {
        const all = await quickPickLabels(page);
        assert.ok(all.includes(t.say('rules.standard')));
        return all;
      });
      // The one that was taken last comes first.
      assert.equal(labels[0], t.say('rules.standard'));
      assert.ok(labels.includes('broken-rules.json'), 'not found yet');
    });
    await pick(page, 'broken-rules.json');
    await told(page, /broken-rules\.json/);
    await screenshot(page, `quality-6-broken-${t.language}`);
    await dismissNotifications(page);
  },
  ...Object.fromEntries(
    Object.entries(THEMES).map(([theme, colours]) => [
      `verdicts are seen in ${theme}`,
      async ({ t, page, workspace }) => {
        writeSettings(workspace, { 'workbench.colorTheme': colours });
        if (theme === 'dark') {
          await toggleTreeRow(page, t.view('datasets'), DAY);
          const rule = { id: 'late', kind: 'range', column: 'id', max: ids.at(-2), severity: 'warning' };
          writeFileSync(join(workspace, RULES), JSON.stringify({ rules: [rule] }));
          await ask(page, t, 'validateData');
          await told(page, t.match(t.like('validate.warned', { warned: 'late' })));
          await eventually(async () =>
            assert.match((await rowOf(page, t, DAY)).description, t.match(t.say('verdict.warned'))),
          );
        }
        await dismissNotifications(page);
        await screenshot(page, `quality-7-${theme}-${t.language}`);
      },
    ]),
  ),
  'nothing of a validation lies among the data': async ({ workspace }) => {
    assert.ok(existsSync(join(workspace, 'data/trams/_state/validations.json')));
    assert.ok(!existsSync(join(workspace, 'data/trams/_state/quarantine')));
  },
};
