import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STYLE, STYLE_HASH } from '../../src/model/quality/reportStyle.ts';
import { isMarkedReport } from '../../src/model/quality/reportMark.ts';
import { HOSTILE, written } from './report/report.ts';

const golden = (name: string): string => join(import.meta.dirname, 'report', name);

describe('a report for people', () => {
  it.each(['en', 'fr'] as const)('is this HTML and this Markdown in %s', async language => {
    await expect(written('html', language)).toMatchFileSnapshot(golden(`report.${language}.html`));
    await expect(written('md', language)).toMatchFileSnapshot(golden(`report.${language}.md`));
  });

  it('lets in its own style and nothing else', () => {
    expect(STYLE_HASH).toBe(`sha256-${createHash('sha256').update(STYLE).digest('base64')}`);
    const html = written('html', 'en');
    expect(html).toContain(`content="default-src 'none'; style-src '${STYLE_HASH}'"`);
    expect(html).toContain(`<style>${STYLE}</style>`);
    expect(html).not.toMatch(/ style=|<script|<img|<a |<link|\bon\w+=[^ ]*alert\(1\)>(?!&)|url\(|@import/);
  });

  it('holds hostile data as text, whatever its form', () => {
    const [html, markdown] = [written('html', 'en'), written('md', 'en')];
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(markdown).not.toMatch(/<(?!!-- )|\]\(|\u202e|\u0000|`|\$/);
    expect(html).not.toMatch(/\u202e|\u0000/);
    expect(html).toContain('\\u202e');
    // One line a row: a line break of the data begins none.
    const rows = markdown.split('\n').filter(line => line.startsWith('|'));
    expect(rows.every(line => line.endsWith(' |'))).toBe(true);
    expect(new Set(rows.slice(0, 7).map(line => line.split('|').length))).toEqual(new Set([10]));
  });

  it('says no value of a masked column, in no form', () => {
    for (const form of ['html', 'md', 'json'] as const) {
      const shown = written(form, 'en');
      const masked = written(form, 'en', ['fare', 'at']);
      expect(shown).toMatch(/2026-01-02/);
      expect(masked).not.toMatch(/2026-01-02/);
      expect(masked).toContain('•••');
      if (form !== 'json') expect(masked).toContain('9007199254740993');
      if (form === 'json') expect([/"value": -3/.test(shown), /"value": -3/.test(masked)]).toEqual([true, false]);
    }
    expect(written('md', 'en')).toContain('| -3 |');
    expect(written('md', 'en', ['fare'])).not.toContain('| -3 |');
    expect(written('json', 'en', [HOSTILE])).toContain('2026-01-02');
  });

  it('is known again, so that a later one may take its place', () => {
    expect([written('html', 'fr'), written('md', 'fr'), '# Notes\n'].map(isMarkedReport)).toEqual([true, true, false]);
  });
});
