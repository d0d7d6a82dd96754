import { describe, expect, it } from 'vitest';
import { convertHtml } from '../../../src/engine/convertHtml.ts';
import { examineCleaning } from '../../../src/engine/examineCleaning.ts';
import { cleaningPassage, cleaningRows, cleaningTable, countCleaning } from '../../../src/engine/showCleaning.ts';
import type { Cleaning } from '../../../src/model/cleaning.ts';

const OPTIONS = { url: 'https://orva.example/a', mainContent: true, keep: [] };

function examined(html: string, options = OPTIONS): Cleaning {
  const countTokens = (text: string) => Math.ceil(text.length / 4);
  const cleaning = examineCleaning({ html, bytes: html.length, options, countTokens });
  if (!cleaning) throw new Error('nothing was converted');
  return cleaning;
}

const PAGE = `<html><head><title>Tram A</title><script>var a = 1;</script><script>var b = 2;</script></head>
<body><nav class="menu"><a href="/">Home</a> <a href="/b">Lines</a></nav>
<main><article><h1>Tram A</h1>
<p>The line crosses the town from north to south in half an hour, every day of the year.</p>
<div class="related-box">The Arsenal station has no lift until the end of November, says the <a href="/c">works</a> page.</div>
<p>Bicycles are <b>welcome</b> outside the rush hours, in the last car of each tram.</p>
<ul class="share"><li><a href="#">Share</a></li></ul></article></main>
<footer>Legal notice of the town</footer></body></html>`;

const told = (html: string) =>
  examined(html).blocks.map(({ reason, tag, line }) => `${reason ?? 'kept'} ${tag} ${line}`);

describe('cleaning, block by block', () => {
  it('tells every block in page order, with its line and its reason', () => {
    expect(told(PAGE)).toEqual([
      'script script 1',
      'navigation nav 2',
      'kept h1 3',
      'kept p 4',
      'related div 5',
      'kept p 6',
      'share ul 7',
      'footer footer 8',
    ]);
  });

  it('joins scripts that stand in a row, and says that no setting keeps them', () => {
    expect(examined(PAGE).blocks[0]).toMatchObject({ times: 2, canKeep: false, why: { by: 'script' } });
  });

  it('says what the cleaning went by', () => {
    const [, nav, , , box] = examined(PAGE).blocks;
    expect(nav?.why).toEqual({ by: 'element', word: 'nav' });
    expect(box).toMatchObject({
      selector: 'div.related-box',
      why: { by: 'name', word: 'related-box' },
      links: 1,
    });
  });

  it('doubts a removed block of whole sentences, and no menu, footer or script', () => {
    expect(
      examined(PAGE)
        .blocks.filter(({ isDoubtful }) => isDoubtful)
        .map(({ tag }) => tag),
    ).toEqual(['div']);
  });

  it('parts the Markdown among the kept blocks, and stands a removed one where it was', () => {
    const { blocks, markdown } = examined(PAGE);
    const pieces = blocks.map(({ from, to }) => markdown.slice(from, to).trim());
    expect(pieces[2]).toBe('# Tram A');
    expect(pieces[3]).toMatch(/^The line crosses/);
    expect(pieces[5]).toMatch(/^Bicycles are \*\*welcome\*\*/);
    expect(blocks[4]?.from).toBe(blocks[5]?.from);
  });

  it('counts the inner block once: in itself, not in the one around it', () => {
    const html = `<main><h1>T</h1><ul><li>Words of the town that stay.</li><li class="share">Share this</li></ul><p>More words of the town, all of them kept.</p></main>`;
    const { blocks, markup, after, before, reasons } = examined(html);
    expect(blocks.some(({ reason }) => reason === 'share')).toBe(true);
    expect(reasons.reduce((sum, { tokens }) => sum + tokens, 0) + markup + after.tokens).toBe(before.tokens);
  });

  it('keeps what the settings keep, and all when nothing is cleaned', () => {
    const kept = examined(PAGE, { ...OPTIONS, keep: ['div.related-box'] as never[] });
    expect(kept.blocks.filter(({ isDoubtful }) => isDoubtful)).toEqual([]);
    const whole = examined(PAGE, { ...OPTIONS, mainContent: false });
    expect(whole.blocks.filter(({ reason }) => reason !== null && reason !== 'script')).toEqual([]);
  });

  it('changes nothing of the conversion', () => {
    const conversion = convertHtml(PAGE, OPTIONS);
    expect(examined(PAGE).markdown).toBe(conversion.outcome === 'converted' && conversion.markdown);
  });

  it.each([
    ['loose text', `<main>One line of words.<hr>Another <b>line</b> of words.</main>`, 2],
    ['tags that nobody closes', '<div><p>One<p>Two<ul><li>Three', 3],
    ['a layout table', '<table><tr><td><h2>Head</h2><p>Words of it.</p></td></tr></table>', 2],
  ])('finds blocks in %s', (_, html, count) => {
    const { blocks, markdown } = examined(html);
    expect(blocks.filter(({ reason }) => reason === null)).toHaveLength(count);
    expect(blocks.map(({ from, to }) => markdown.slice(from, to)).join('')).toBe(markdown);
  });

  it('has nothing to say of an empty page', () => {
    expect(examineCleaning({ html: '', bytes: 0, options: OPTIONS, countTokens: () => 0 })).toBeNull();
  });
});

describe('an examined page on a screen', () => {
  const cleaning = examined(PAGE);

  it('is filtered by reason, by kept and by doubt', () => {
    expect(countCleaning(cleaning).find(({ filter }) => filter === 'kept')?.blocks).toBe(3);
    expect(cleaningRows(cleaning, 'share', { from: 0, count: 10 }).rows.map(({ tag }) => tag)).toEqual(['ul']);
    expect(cleaningRows(cleaning, 'doubt', { from: 0, count: 10 }).total).toBe(1);
  });

  it('never hands over more than a screen takes', () => {
    const blocks = Array.from(
      { length: 1000 },
      (_, at) => ({ ...cleaning.blocks[3], at, from: 0, to: 10_000 }) as never,
    );
    const long = { ...cleaning, blocks, markdown: 'a'.repeat(10_000) };
    expect(cleaningRows(long, null, { from: 0, count: 1e6 }).rows).toHaveLength(200);
    const { pieces } = cleaningPassage(long, { from: 0, count: 1e6 });
    expect([pieces.length, pieces[0]?.text.length, pieces[0]?.isCut]).toEqual([120, 4000, true]);
  });

  it('is a table for elsewhere', () => {
    const words = {
      columns: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
      reasons: { kept: 'kept', related: 'related, so' },
    };
    expect(cleaningTable(cleaning, 'csv', words).split('\r\n')[5]).toMatch(/^5,"related, so",div,div\.related-box,5,/);
    expect(cleaningTable(cleaning, 'markdown', words)).toContain('| 5 | related, so | div |');
  });
});
