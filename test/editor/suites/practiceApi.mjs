// The practice API: started, spoiled, changed and stopped from the window.
import assert from 'node:assert/strict';
import { plain } from '../host/drawn.mjs';
import {
  answer,
  boxProblem,
  clickStatusBar,
  dismissNotifications,
  eventually,
  notifications,
  openView,
  paletteOffers,
  pickOnce,
  quickPickLabels,
  runCommand,
  screenshot,
  statusBar,
  typeInBox,
} from '../host/workbench.mjs';

export const name = 'practiceApi';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty', userSettings: { 'ingestionWorkshop.practiceApi.port': 0 } };

let url;
const status = async path => (await fetch(new URL(path, url))).status;

async function says(page, words) {
  await eventually(async () => assert.match(JSON.stringify(await notifications(page)), words));
}

const faultRow = (page, name) =>
  page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row').filter({ hasText: plain(name) });

async function openMenu(page) {
  await clickStatusBar(page, '127.0.0.1:');
  await eventually(async () => assert.equal((await quickPickLabels(page)).length, 7), { limitMs: 5_000 });
}

export const tests = {
  'starts, and its address stands in the status bar': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await runCommand(page, t.command('startPracticeApi'));
    await says(page, t.match(t.like('practiceApi.started')));
    const sign = (await statusBar(page)).find(item => /^127\.0\.0\.1:\d+$/.test(item.text));
    assert.match(sign.name, t.match(t.like('practiceApi.sign')));
    url = `http://${sign.text}/`;
    assert.equal(await status('/events/page?_limit=5'), 200);
    await screenshot(page, `practice-api-1-started-${t.language}`);
    await dismissNotifications(page);
  },
  'shows the faults that are picked, so many times': async ({ t, page }) => {
    await runCommand(page, t.command('practiceApiFaults'));
    for (const fault of ['server_error', 'unauthorized']) await faultRow(page, t.say(`practiceFault.${fault}`)).click();
    await screenshot(page, `practice-api-2-faults-${t.language}`);
    await page.keyboard.press('Enter');
    await typeInBox(page, 'often');
    await eventually(async () => assert.match(await boxProblem(page), t.match(t.like('practiceApi.timesWrong'))));
    await screenshot(page, `practice-api-3-times-${t.language}`);
    await answer(page, '2');
    await says(page, t.match(t.like('practiceApi.faulty')));
    assert.deepEqual([await status('/events'), await status('/events'), await status('/events')], [500, 500, 401]);
    await dismissNotifications(page);
  },
  'tells what is still to come, and shows none when none is picked': async ({ t, page }) => {
    await runCommand(page, t.command('practiceApiFaults'));
    const row = faultRow(page, t.say('practiceFault.unauthorized'));
    await eventually(async () => assert.match(await row.innerText(), t.match(t.like('practiceApi.left', { left: 1 }))));
    await screenshot(page, `practice-api-4-left-${t.language}`);
    await row.click();
    await page.keyboard.press('Enter');
    await says(page, t.match(t.like('practiceApi.noFault')));
    assert.equal(await status('/events'), 200);
    await dismissNotifications(page);
  },
  'changes rows from its menu': async ({ t, page }) => {
    await openMenu(page);
    await screenshot(page, `practice-api-5-menu-${t.language}`);
    await pickOnce(page, plain(t.say('practiceApi.change')));
    await says(page, t.match(t.like('practiceApi.changed')));
    const changed = await (await fetch(new URL('/events?since=2026-04-08T00:00:00Z', url))).json();
    assert.equal(changed.length, 13);
    await dismissNotifications(page);
  },
  'stops, and its sign and its commands are gone': async ({ t, page }) => {
    await openMenu(page);
    await pickOnce(page, t.say('practiceApi.stop'));
    await says(page, t.match(t.like('practiceApi.stopped')));
    assert.ok(!(await statusBar(page)).some(item => item.text.startsWith('127.0.0.1:')));
    await assert.rejects(status('/events'));
    assert.ok(!(await paletteOffers(page, t.command('practiceApiFaults'))).includes(t.command('practiceApiFaults')));
    await dismissNotifications(page);
  },
};
