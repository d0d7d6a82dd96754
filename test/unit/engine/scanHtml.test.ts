import { describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../../src/engine/conversion/openElements.ts';
import { scanHtml } from '../../../src/engine/conversion/scanHtml.ts';

/** The body as the scan leaves it. */
function body(html: string): string {
  return /<body>([^]*)<\/body><\/html>$/.exec(scanHtml(html).html)?.[1] ?? '';
}

describe('scanHtml', () => {
  it('leaves plain markup as it is', () => {
    const html = '<p class="a">one <b>two</b><br>three</p><img src="a.png">';
    expect(body(html)).toBe(html);
  });

  it('skips scripts and styles, counts them, and keeps JSON-LD', () => {
    const linked = '<script type="application/ld+json">{"a":"<p>"}</script>';
    const page = scanHtml(`<style>a{}</style>x<script>"</p>"</script>${linked}y`);
    expect(page).toMatchObject({ scripts: 1, styles: 1, jsonLd: ['{"a":"<p>"}'] });
    expect(page.html).toContain('<body>xy</body>');
  });

  it('skips comments and drawings, nested ones too', () => {
    expect(body('a<!-- <p> -->b<svg><svg></svg>text</svg>c<!-->d')).toBe('abcd');
  });

  it('loses no more than its tag to a drawing that is never closed', () => {
    expect(body('a<svg><p>b</p>')).toBe('a<p>b</p>');
  });

  it('keeps the attributes of the root and writes names in small letters', () => {
    expect(scanHtml('<HTML LANG="fr"><BODY><A HREF=x.htm TITLE="A = B">t</A>').html).toBe(
      '<!doctype html><html lang="fr"><head></head><body><a href="x.htm" title="A = B">t</a></body></html>',
    );
  });

  it('is not fooled by a ">" in a quoted value or a "<" in text', () => {
    expect(body('<a title="a > b" href=c>x</a> 3 < 4')).toBe('<a title="a > b" href="c">x</a> 3 &lt; 4');
  });

  it('drops the attributes that nobody reads, unless a selector might', () => {
    const html = '<p onclick="x()" data-x=1 id=a/ hidden>b</p>';
    expect(body(html)).toBe('<p id="a/" hidden>b</p>');
    expect(scanHtml(html, true).html).toContain('<p onclick="x()" data-x="1" id="a/" hidden>b</p>');
  });

  it('drops the indentation between blocks and no other white space', () => {
    expect(body('<ul>\n  <li>a</li>\n  <li><b>b</b> <i>c</i>\n</ul>')).toBe(
      '<ul><li>a</li><li><b>b</b> <i>c</i>\n</ul>',
    );
    expect(body('<pre>\n  <b>x</b>\n</pre>')).toBe('<pre>\n  <b>x</b>\n</pre>');
    expect(body('<p>&nbsp;</p><p>\u00a0</p>')).toBe('<p>&nbsp;</p><p>\u00a0</p>');
  });

  it('ends what the standard ends', () => {
    expect(body('<ul><li>a<li>b</ul><p>c<p>d')).toBe('<ul><li>a</li><li>b</ul><p>c</p><p>d');
  });

  it('flattens what is deeper than the cap and keeps its text', () => {
    const html = body('<div>'.repeat(1000) + 'deep' + '</div>'.repeat(1000) + '<p>after</p>');
    expect(html.match(/<div>/g)).toHaveLength(MAX_DEPTH);
    expect(html.match(/<\/div>/g)).toHaveLength(MAX_DEPTH);
    expect(html).toContain('deep');
    expect(html.endsWith('<p>after</p>')).toBe(true);
  });

  it('says no more than two line breaks in a row', () => {
    expect(body('a<br><br> <br>\n<br>b<br>c')).toBe('a<br><br>b<br>c');
  });
});
