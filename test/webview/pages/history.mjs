import assert from 'node:assert/strict';

export const cases = ['done', 'twin', 'parked', 'foreign', 'empty', 'corrupt', 'gone', 'engineGone'];

const tab = (page, at) => page.click(`[role=tab] >> nth=${at}`);
const picked = page => page.innerText('#rows [aria-selected=true] .el');
const text = (page, selector) => page.innerText(selector).then(found => found.replaceAll('\u00a0', ' '));
const sent = async (asked, verb) =>
  (await asked()).filter(message => message.verb === verb).map(({ params }) => params);

/** The machine may be busy with something else: what the page itself takes is the best of three. */
const ownLongestFrame = async (page, act, argument) => {
  let best = Infinity;
  for (let turn = 0; turn < 3 && best >= 100; turn += 1) best = Math.min(best, await longestFrame(page, act, argument));
  return best;
};

/** The longest time (ms) between two frames while `act` goes on. */
const longestFrame = (page, act, argument) =>
  page.evaluate(
    async ([code, given]) => {
      let [longest, last, isOn] = [0, performance.now(), true];
      const look = now => {
        longest = Math.max(longest, now - last);
        last = now;
        if (isOn) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      await globalThis.act[code](given);
      isOn = false;
      return longest;
    },
    [act, argument],
  );

const acts = page =>
  page.evaluate(() => {
    const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
    globalThis.act = {
      /** Ten times a second, as the journals' tail tells it. */
      live: async ({ times, each }) => {
        for (let at = 0; at < times; at += 1) {
          globalThis.fakeHost.tell.changed({ run: globalThis.story.grow(each) });
          await pause(100);
        }
      },
      scroll: async steps => {
        const list = document.getElementById('scroller');
        for (let at = 0; at < steps; at += 1) {
          list.scrollTop = ((at * 7919) % 100) * (list.scrollHeight / 100);
          await pause(30);
        }
      },
    };
  });

export const tests = {
  'two runs of one input stand side by side: the verdict, both lanes, and each artifact by its hash': async ({
    page,
    open,
  }) => {
    await open({ case: 'twin' });
    await page.waitForSelector('.twins .twin');
    assert.equal(await page.getAttribute('#tab-twin', 'aria-selected'), 'true');
    assert.equal(await page.locator('.twins .twin').count(), 12);
    assert.equal(await page.locator('.twins .twin .lane').count(), 24);
    // What differs comes first: an artifact of other bytes, one that is missing.
    const words = await page.locator('.twins .twin summary .st').allInnerTexts();
    assert.deepEqual(
      [new Set(words.slice(0, 2)).size, new Set(words.slice(2)).size, words[0] === words[2]],
      [1, 1, false],
    );
    await page.locator('.twins summary').first().press('Enter');
    const table = page.locator('.twins .twin').first().locator('table');
    await table.waitFor();
    assert.match(await table.innerText(), /≠ ffffffff/);
    // A bar of the slower run is longer on the common scale.
    const [one, other] = await page
      .locator('.twins .twin')
      .nth(4)
      .locator('.lc')
      .evaluateAll(all => all.map(lane => lane.querySelector('.sg:last-of-type')?.getBoundingClientRect().right ?? 0));
    assert.ok(other > one, `${one} ${other}`);
    await page.click('#tab-compact');
    assert.ok((await page.locator('#rows [role=option]').count()) > 0);
  },
  'a page about one run has no such form': async ({ page, open }) => {
    await open();
    assert.equal(await page.locator('#tab-twin').count(), 0);
  },
  'a row a Source: attempts, waits, what was cut, the gap in which nobody drove the run': async ({ page, open }) => {
    await open();
    assert.equal(await page.locator('#rows [role=option]').count(), 12);
    assert.equal(await page.locator('#rows .sg.failed').count(), 6);
    assert.equal(await page.locator('#rows .jag').count(), 2);
    assert.equal(await page.locator('#rows .sg.reused').count(), 3);
    assert.match(await page.textContent('.ax'), /Coupure 0:\d\d, reprise 1:02/);
    assert.match(await text(page, '.lede'), /Reprise après une interruption, rien n’est perdu/);
    const row = page.locator('#rows [role=option]').nth(3);
    assert.equal(await row.getAttribute('aria-setsize'), '12');
    assert.equal(await row.getAttribute('aria-posinset'), '4');
    assert.match(await row.locator('.vh').innerText(), /Conversion\s: interrompue, à 0:28/);
  },
  'arrows pick a row and fill the panel: why it ran again': async ({ page, open }) => {
    await open();
    await page.focus('#rows');
    await page.keyboard.press('Home');
    assert.match(await picked(page), /horaires/);
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowDown');
    assert.match(await picked(page), /bus-7/);
    assert.equal(await page.getAttribute('#rows', 'aria-activedescendant'), 'rows-3');
    await page.waitForSelector('aside .call');
    const why = await text(page, 'aside .call');
    assert.match(why, /moteur s’est arrêté à 0:\d\d.+l’historique finissait à l’événement \d+/s);
    assert.match(why, /chunk_size : 700 → 500/);
    assert.match(why, /Comparaison avec l’exécution du 20 nov/);
  },
  'from a stage to its file and its code': async ({ page, open, asked }) => {
    await open();
    await page.click('#rows [role=option] >> nth=3');
    await page.click('aside .result >> nth=1 >> button >> nth=0');
    await page.click('aside .result >> nth=1 >> button >> nth=1');
    assert.match((await sent(asked, 'openArtifact'))[0].path, /conversion\/bus-7-3f09c1a2\.md$/);
    assert.deepEqual(await sent(asked, 'openCode'), [{ activity: 'CONVERTION' }]);
  },
  'a file that is gone is told with what to do, and the sentence can be closed': async ({ page, open }) => {
    await open({ case: 'noArtifact' });
    await page.click('#rows [role=option] >> nth=3');
    await page.click('aside .result button >> nth=0');
    assert.match(await text(page, '[role=alert]'), /Relancez l’entrée/);
    await page.click('[role=alert] button:has-text("Fermer")');
    assert.equal(await page.locator('[role=alert]').count(), 0);
  },
  'zooms by key, wheel and button, and moves sideways': async ({ page, open }) => {
    await open();
    const ticks = () => page.locator('.tkl').allInnerTexts();
    const whole = await ticks();
    await page.focus('#rows');
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    const near = await ticks();
    assert.notDeepEqual(near, whole);
    await page.keyboard.press('Shift+ArrowRight');
    assert.notDeepEqual(await ticks(), near);
    await page.keyboard.press('0');
    assert.deepEqual(await ticks(), whole);
    await page.hover('#rows [role=option] >> nth=2 >> .lc');
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await page
      .waitForFunction(count => document.querySelectorAll('.tkl').length !== count, whole.length)
      .catch(() => 0);
    assert.notDeepEqual(await ticks(), whole);
    await page.click('.bar .tool >> nth=3');
    assert.deepEqual(await ticks(), whole);
  },
  'failures only, search, and a way out of an empty list': async ({ page, open }) => {
    await open();
    await page.click('.bar [aria-pressed]');
    assert.equal(await page.locator('#rows [role=option]').count(), 3);
    await page.fill('input[type=search]', 'tram');
    assert.equal(await page.locator('#rows [role=option]').count(), 1);
    await page.fill('input[type=search]', 'no such page');
    await page.click('.empty button');
    assert.equal(await page.locator('#rows [role=option]').count(), 12);
  },
  'each event opens to its attributes by key, and is copied': async ({ page, open, asked }) => {
    await open({ case: 'done' });
    await tab(page, 1);
    await page.focus('#events');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('pre')?.textContent.includes('"activityType"'));
    assert.equal(await page.getAttribute('#events-1', 'aria-expanded'), 'true');
    await page.keyboard.press('Control+c');
    await page.waitForFunction(() => globalThis.fakeHost.asked.some(({ verb }) => verb === 'copy'));
    assert.equal(JSON.parse((await sent(asked, 'copy'))[0].text).eventId, 2);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.getAttribute('#events-1', 'aria-expanded'), 'false');
  },
  'search looks into the whole text of events': async ({ page, open }) => {
    await open();
    await tab(page, 1);
    await page.fill('input[type=search]', 'chunk_overlap');
    await page.waitForSelector('#events [role=treeitem]');
    assert.match(await text(page, '#events'), /WorkflowExecutionStarted/);
    assert.equal(await page.locator('#events [role=treeitem]').count(), 1);
  },
  'from an event to its Source and back': async ({ page, open }) => {
    await open();
    await page.click('#rows [role=option] >> nth=4');
    await page.click('aside tbody .link >> nth=0');
    await page.waitForSelector('#events .opened');
    assert.match(await text(page, '#events [aria-selected=true]'), /ActivityTaskStarted/);
    await page.click('.opened button:has-text("Sur l’axe")');
    assert.match(await picked(page), /navette/);
  },
  'the raw lines, and the journal at the picked one': async ({ page, open, asked }) => {
    await open({ case: 'done' });
    await tab(page, 2);
    await page.waitForFunction(() => document.querySelector('#lines-4')?.textContent.includes('"eventId":5'));
    await page.focus('#lines');
    await page.click('#lines-4');
    await page.keyboard.press('Enter');
    assert.deepEqual(await sent(asked, 'openText'), [{ id: 5 }]);
  },
  'exports, resumes and cancels through its host': async ({ page, open, asked }) => {
    await open({ case: 'parked' });
    await page.click('.head .btn >> nth=0');
    await page.click('[role=group] button >> nth=2');
    assert.deepEqual(await sent(asked, 'act'), [{ act: 'resume' }]);
    assert.deepEqual(await sent(asked, 'save'), [{ format: 'markdown' }]);
  },
  'a run of another engine is shown, too': async ({ page, open }) => {
    await open({ case: 'foreign' });
    assert.match(await text(page, '.lede'), /Interrompue de l’extérieur/);
    await tab(page, 1);
    assert.match(await text(page, '#events'), /TS_CONVERSION_HTML/);
  },
  'a journal that is damaged shows what is before the fault, and opens at it': async ({ page, open, asked }) => {
    await open({ case: 'corrupt' });
    assert.match(await text(page, '.count'), /60/);
    await page.click('[role=alert] button >> nth=0');
    assert.equal((await sent(asked, 'openPlace'))[0].line, 61);
  },
  'a run that is gone offers a backup': async ({ page, open, asked }) => {
    await open({ case: 'gone' });
    await page.click('button:has-text("Restaurer une sauvegarde")');
    assert.equal((await sent(asked, 'restore')).length, 1);
  },
  'a run that is deleted while it is looked at stays in sight, with a sentence': async ({ page, open }) => {
    await open();
    await page.evaluate(() => globalThis.fakeHost.tell.gone({}));
    await page.waitForSelector('[role=alert]');
    assert.equal(await page.locator('#rows [role=option]').count(), 12);
  },
  'comes back as it was left': async ({ page, open }) => {
    await open({ case: 'many' });
    await tab(page, 1);
    await page.click('#events-3');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('.count').textContent.includes('95'));
    await page.evaluate(() => (document.getElementById('scroller').scrollTop = 1_000_000));
    await page.waitForFunction(() => !document.getElementById('events-3'));
    const before = await page.getAttribute('#events [role=treeitem] >> nth=10', 'aria-posinset');
    await page.reload();
    await page.waitForSelector(`#events [aria-posinset="${before}"]`);
    await page.keyboard.press('Tab');
    await page.focus('#events');
    await page.keyboard.press('ArrowUp');
    await page.waitForSelector('#events-2[aria-selected=true]');
    assert.equal(await page.getAttribute('#events-3', 'aria-expanded'), 'true');
  },
  'the host asks for a row: it is picked and seen': async ({ page, open }) => {
    await open({ case: 'many' });
    await page.evaluate(() => globalThis.fakeHost.tell.pick({ uri: 'https://www.orva.example/arrets/4321' }));
    await page.waitForSelector('#rows [aria-selected=true]');
    assert.match(await picked(page), /4321/);
  },
  '95,000 events and 5,000 Sources: only the rows in sight are drawn': async ({ page, open }) => {
    const started = performance.now();
    await open({ case: 'many' });
    const drawn = performance.now() - started;
    await page.waitForFunction(() => document.querySelector('.count').textContent.replace(/\D/g, '') === '95002');
    const read = performance.now() - started;
    assert.ok((await page.locator('#rows [role=option]').count()) < 60);
    await acts(page);
    const compact = await ownLongestFrame(page, 'scroll', 40);
    await tab(page, 1);
    const full = await ownLongestFrame(page, 'scroll', 40);
    assert.ok((await page.locator('#events [role=treeitem]').count()) < 60);
    await tab(page, 2);
    const raw = await ownLongestFrame(page, 'scroll', 40);
    const filtered = await page.evaluate(() => {
      const began = performance.now();
      document.querySelector('.bar [aria-pressed]').click();
      document.body.getBoundingClientRect();
      return performance.now() - began;
    });
    const figures = { drawn, read, compact, full, raw, filtered };
    console.log(
      `      ${Object.entries(figures)
        .map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`)
        .join(', ')}`,
    );
  },
  '5,000 events live, ten times a second: only deltas travel': async ({ page, open, asked }) => {
    await open({ case: 'live' });
    await acts(page);
    const compact = await ownLongestFrame(page, 'live', { times: 20, each: 125 });
    await tab(page, 1);
    const full = await ownLongestFrame(page, 'live', { times: 20, each: 125 });
    console.log(`      longest frame: compact ${compact.toFixed(0)} ms, full ${full.toFixed(0)} ms`);
    const from = (await sent(asked, 'events')).map(params => params.from);
    assert.deepEqual(
      from,
      from.toSorted((a, b) => a - b),
    );
    assert.ok(from.length > 30 && from.length < 150, `${from.length} askings`);
    assert.ok(Number((await text(page, '.count')).replace(/\D/g, '')) >= 5020);
  },
  'follows the newest event until somebody looks back': async ({ page, open }) => {
    await open({ case: 'live' });
    await tab(page, 1);
    await acts(page);
    const atEnd = () =>
      page.evaluate(() => {
        const { scrollTop, clientHeight, scrollHeight } = document.getElementById('scroller');
        return scrollHeight - clientHeight - scrollTop < 40;
      });
    await longestFrame(page, 'live', { times: 3, each: 100 });
    assert.ok(await atEnd());
    await page.hover('#events');
    await page.mouse.wheel(0, -400);
    await page.waitForSelector('button[aria-pressed=false]:has-text("Suivre")');
    const seen = await page.evaluate(() => document.getElementById('scroller').scrollTop);
    await longestFrame(page, 'live', { times: 3, each: 100 });
    assert.equal(await page.evaluate(() => document.getElementById('scroller').scrollTop), seen);
    await page.click('button:has-text("Suivre")');
    await page.waitForTimeout(200);
    assert.ok(await atEnd());
  },
  'after the engine process ended, it goes on by itself': async ({ page, open }) => {
    await open({ case: 'engineGone' });
    assert.match(await text(page, '[role=alert]'), /processus du moteur/);
    assert.ok((await page.locator('[role=alert] button').count()) >= 2);
  },
};
