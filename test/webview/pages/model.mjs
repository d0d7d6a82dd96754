import assert from 'node:assert/strict';

export const cases = ['broken', 'hundred', 'nothing', 'engineGone'];

const picked = page => page.getAttribute('.box[aria-pressed=true]', 'id');

export const tests = {
  'arrows go to the nearest box and fill the panel': async ({ page, open }) => {
    await open();
    await page.focus('#box-Source');
    await page.keyboard.press('ArrowRight');
    const [right] = [await picked(page)];
    assert.notEqual(right, 'box-Source');
    assert.equal(await page.innerText('aside h2'), right.slice('box-'.length));
    await page.keyboard.press('ArrowLeft');
    assert.equal(await picked(page), 'box-Source');
  },
  'a field opens its line in the schema': async ({ page, open, asked }) => {
    await open();
    await page.click('aside .fields li:nth-child(2) button.sp');
    const [{ params }] = (await asked()).filter(({ verb }) => verb === 'openPlace');
    assert.match(params.file, /Source\.json$/);
    assert.ok(params.line > 10 && params.column > 1, JSON.stringify(params));
  },
  'search dims what does not match, and Enter picks the next match': async ({ page, open }) => {
    await open();
    const all = await page.locator('.type-box').count();
    await page.fill('input[type=search]', 'chunk_overlap');
    assert.equal(await page.locator('.type-box:not(.off)').count(), 1);
    await page.keyboard.press('Enter');
    assert.equal(await picked(page), 'box-RecursiveChunkingStageConfiguration');
    await page.click('[role=tab] >> nth=1');
    assert.equal(await page.locator('tbody').count(), 1);
    await page.fill('input[type=search]', 'no such thing');
    await page.click('.empty button');
    assert.equal(await page.locator('tbody').count(), all);
  },
  'where a field lives: how often, and its first values': async ({ page, open }) => {
    await open();
    await page.click('aside .fields li:nth-child(1) button >> nth=0');
    await page.click('aside .btn:not(.alt)');
    assert.match(await page.innerText('.use'), /27 fois sur 31[\s\S]+horaires[\s\S]+et 6 autres valeurs/);
    await page.click('aside .fields li:nth-child(2) button >> nth=0');
    await page.waitForSelector('.use progress');
  },
  'without a run it says so, with a button': async ({ page, open }) => {
    await open({ case: 'noRun' });
    await page.click('aside .fields li:nth-child(1) button >> nth=0');
    await page.click('aside .btn:not(.alt)');
    assert.match(await page.innerText('.use'), /Lancez une ingestion/);
    assert.equal(await page.locator('.use button').count(), 1);
  },
  'comes back as it was left': async ({ page, open }) => {
    await open();
    await page.click('#box-Chunk .name');
    await page.click('[role=tab] >> nth=1');
    await page.reload();
    await page.waitForSelector('tr.on');
    assert.match(await page.innerText('tr.on'), /^Chunk/);
  },
  'exports a PNG that is one': async ({ page, open, asked }) => {
    await open();
    await page.click('[role=group] button >> nth=1');
    await page.waitForFunction(() => globalThis.fakeHost.asked.some(({ verb }) => verb === 'savePng'));
    const { params } = (await asked()).find(({ verb }) => verb === 'savePng');
    assert.ok(Buffer.from(params.base64, 'base64').subarray(1, 4).equals(Buffer.from('PNG')));
  },
  'faults of schemas are told with file and line; the rest is drawn': async ({ page, open, asked }) => {
    await open({ case: 'broken' });
    const text = await page.innerText('.problems');
    assert.match(text, /Horaire\.json:4:34/);
    assert.match(text, /Quai\.json.+Arret\.json:\d+/s);
    assert.match(text, /Arret → Ligne → Arret/);
    assert.equal(await page.locator('.box').count(), 2);
    await page.click('.problems button >> nth=0');
    assert.ok((await asked()).some(({ verb }) => verb === 'openPlace'));
  },
  'a message of the wrong shape changes nothing': async ({ page, open, lines }) => {
    await open();
    const all = await page.locator('.box').count();
    await page.evaluate(() => {
      for (const data of [null, 7, 'x', {}, { kind: 'tell' }, { kind: 'tell', verb: 'nothing', params: {} }])
        dispatchEvent(new MessageEvent('message', { data }));
    });
    assert.equal(await page.locator('.box').count(), all);
    assert.deepEqual(
      lines.filter(line => /^(error|uncaught)/.test(line)),
      [],
    );
  },
  'a bug of the page leaves a sentence and a button': async ({ page, open }) => {
    await open();
    await page.evaluate(() => void setTimeout(() => JSON.parse('{'), 0));
    await page.waitForSelector('[role=alert] button');
    assert.match(await page.innerText('[role=alert]'), /Cette page a échoué/);
  },
  'a hundred classes: one is picked while another is searched': async ({ page, open }) => {
    await open({ case: 'hundred' });
    assert.equal(await page.locator('.box').count(), 100);
    const ms = await page.evaluate(() => {
      const started = performance.now();
      [...document.querySelectorAll('.box')].at(-1).dispatchEvent(new MouseEvent('click', { bubbles: true }));
      const field = document.querySelector('input[type=search]');
      field.value = 'Fare';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      document.body.getBoundingClientRect();
      return performance.now() - started;
    });
    console.log(`      a hundred classes: picked and searched in ${ms.toFixed(0)} ms`);
    assert.equal(await page.locator('.box[aria-pressed=true]').count(), 1);
  },
};
