import { describe, expect, it } from 'vitest';
import { convertHtml } from '../../../src/engine/convertHtml.ts';
import type { Conversion, ConversionOptions } from '../../../src/model/conversion.ts';

type Converted = Extract<Conversion, { outcome: 'converted' }>;

const MAIN: ConversionOptions = { mainContent: true, keep: [] };
const PROSE =
  '<p>The tram leaves the depot at five, before the bakers open, and returns after the last film has ended.</p>';

function convert(html: string, options: Partial<ConversionOptions> = {}): Converted {
  const conversion = convertHtml(html, { ...MAIN, ...options });
  if (conversion.outcome !== 'converted') throw new Error(`skipped: ${conversion.reason}`);
  return conversion;
}

function page(body: string, head = '<title>Trams</title>'): string {
  return `<html><head>${head}</head><body>${body}</body></html>`;
}

describe('what is removed is told', () => {
  const html = page(
    `<nav><a href="/">Home</a></nav><div class="cookie-banner">We use cookies</div><main>${PROSE}${PROSE}
     <div class="share">Share</div></main><script>a()</script><script>b()</script>
     <footer>${'© The company. '.repeat(6)}</footer>`,
  );

  it('by reason, with a count and the beginning of its text', () => {
    expect(convert(html).removed).toEqual([
      { reason: 'script', count: 2, preview: '' },
      { reason: 'navigation', count: 1, preview: 'Home' },
      { reason: 'cookie_banner', count: 1, preview: 'We use cookies' },
      { reason: 'share', count: 1, preview: 'Share' },
      { reason: 'footer', count: 1, preview: expect.stringMatching(/^© The company.+…$/) as string },
    ]);
  });

  it('and never longer than 80 characters', () => {
    expect(Math.max(...convert(html).removed.map(({ preview }) => preview.length))).toBe(80);
  });
});

describe('the whole page', () => {
  it('keeps the boilerplate when it is asked for', () => {
    const html = page(`<nav><a href="/x">Home</a></nav>${PROSE}<footer>The end</footer>`);
    const { markdown } = convert(html, { mainContent: false });
    expect(markdown).toContain('[Home](/x)');
    expect(markdown).toContain('The end');
  });
});

describe('what is asked to be kept', () => {
  const html = page(
    `<nav><p id="note">Closed on Monday</p><a href="/">Home</a></nav><main>${PROSE}</main><footer class="f">Open: 9 to 5</footer>`,
  );

  it('stays, inside something that goes', () => {
    const { markdown } = convert(html, { keep: ['#note'] });
    expect(markdown).toContain('Closed on Monday');
    expect(markdown).not.toContain('Home');
  });

  it('stays, although its name condemns it', () => {
    expect(convert(html).markdown).not.toContain('Open: 9 to 5');
    expect(convert(html, { keep: ['footer.f', '#nothing'] }).markdown).toContain('Open: 9 to 5');
  });

  it('may be named by any attribute', () => {
    const footer = page(`${PROSE}<footer data-part="hours">Open: 9 to 5</footer>`);
    expect(convert(footer, { keep: ['[data-part=hours]'] }).markdown).toContain('Open: 9 to 5');
  });

  it('must be a selector', () => {
    expect(() => convert(html, { keep: ['p['] })).toThrow('bad_selector');
  });
});

describe('a page without words', () => {
  const skipped = (html: string): Conversion => convertHtml(html, MAIN);

  it('is empty', () => {
    expect(skipped('')).toEqual({ outcome: 'skipped', reason: 'empty_page', title: '' });
    expect(skipped(page(' &nbsp;<br>'))).toEqual({ outcome: 'skipped', reason: 'empty_page', title: 'Trams' });
  });

  it.each([
    '<div id="app"></div>',
    '<div id="root">Loading…</div>',
    '<p>You need to enable JavaScript to run this app.</p>',
  ])('is an application when scripts would draw it: %s', body => {
    expect(skipped(page(`${body}<script src="a.js"></script>`))).toMatchObject({ reason: 'script_only' });
  });

  it('is a page all the same when it is merely short', () => {
    const conversion = skipped(page('<p>Closed.</p><script>count()</script>'));
    expect(conversion).toMatchObject({ outcome: 'converted', markdown: '# Trams\n\nClosed.\n' });
  });
});

describe('what the page says of itself', () => {
  const metadata = (head: string, body = ''): Pick<Converted, 'title' | 'language' | 'author' | 'published'> => {
    const { title, language, author, published } = convert(page(`${body}${PROSE}`, head));
    return { title, language, author, published };
  };

  it('is null where it says nothing', () => {
    expect(metadata('')).toEqual({ title: '', language: null, author: null, published: null });
  });

  it('comes from JSON-LD first, broken blocks left aside', () => {
    const head = `<script type="application/ld+json">{oops</script>
      <script type="application/ld+json">[{"@type":["NewsArticle"],"author":[{"name":"A. Roux"},"B. Petit"],
      "datePublished":"2026-01-05","inLanguage":"fr"}]</script><meta name="author" content="Somebody else">`;
    expect(metadata(head)).toEqual({ title: '', language: 'fr', author: 'A. Roux, B. Petit', published: '2026-01-05' });
  });

  it('comes from meta elements else', () => {
    const head = `<meta property="og:title" content="Trams of the north"><meta property="og:locale" content="fr_FR">
      <meta name="author" content="Par Zoé Lenoir"><meta property="article:published_time" content="2026-01-05T10:00:00+0100">`;
    expect(metadata(head)).toEqual({
      title: 'Trams of the north',
      language: 'fr-FR',
      author: 'Zoé Lenoir',
      published: '2026-01-05T10:00:00+01:00',
    });
  });

  it('reads numeric dates in the French order and refuses those that do not exist', () => {
    expect(metadata('<meta name="date" content="05/01/2026">').published).toBe('2026-01-05');
    expect(metadata('<meta name="date" content="31/02/2026">').published).toBeNull();
    expect(metadata('<meta name="date" content="yesterday">').published).toBeNull();
  });

  it('prefers the heading to the window title, and drops the name of the site', () => {
    expect(metadata('<title>Night trams | The Tram Review</title>', '<h1>Night trams</h1>').title).toBe('Night trams');
    expect(metadata('<title>All about night trams - Review</title>').title).toBe('All about night trams');
  });

  it('writes the title once', () => {
    const html = page(`<article><h1>Night trams</h1>${PROSE}</article>`, '<title>Night trams | Review</title>');
    expect(convert(html).markdown).toMatch(/^# Night trams\n\nThe tram(?!.*Night trams)/s);
  });
});

describe('addresses', () => {
  const links = (body: string, url?: string): string =>
    convert(page(`${PROSE}<p>See ${body} for more.</p>`), url ? { url } : {}).markdown;

  it('are absolute when the page’s own is known', () => {
    const markdown = links('<a href="../b?c=1#d">this</a>', 'https://a.example/x/y/z');
    expect(markdown).toContain('[this](https://a.example/x/b?c=1#d)');
  });

  it('obey a base element', () => {
    const html = page(`${PROSE}<p>See <a href="b">this</a>.</p>`, '<base href="/deep/">');
    expect(convert(html, { url: 'https://a.example/x' }).markdown).toContain('(https://a.example/deep/b)');
  });

  it('stay as they are without one', () => {
    expect(links('<a href="b.html">this</a>')).toContain('[this](b.html)');
  });

  it('of scripts never pass, however they are written', () => {
    const markdown = links('<a href=" java\nscript:alert(1)">this</a> <a href="JAVASCRIPT:x">that</a>');
    expect(markdown).toContain('See this that for more');
  });
});

describe('a hostile page', () => {
  const convertWith = (html: string): string => convert(page(html + PROSE)).markdown;

  it.each(['div', 'b', 'span', 'blockquote', 'ul><li', 'table><tr><td', 'section'])(
    'of 5,000 unclosed <%s> does not overflow',
    tag => {
      expect(convertWith(`<${tag}>`.repeat(5000))).toContain('leaves the depot');
    },
  );

  it('of 50,000 nested elements keeps the text in the middle', () => {
    const middle = `<p>${'in the middle of it '.repeat(20)}</p>`;
    const markdown = convertWith(`${'<div>'.repeat(50_000)}${middle}${'</div>'.repeat(50_000)}`);
    expect(markdown).toMatch(/in the middle of it[^]*leaves the depot/);
  });

  it.each([
    ['NUL bytes', 'a\0b'.repeat(5000)],
    ['unclosed comments', '<p>before</p><!--'.repeat(5000)],
    ['unclosed quotes', '<a href="'.repeat(5000)],
    ['unclosed drawings', '<svg>'.repeat(20_000)],
    ['end tags', '</div>'.repeat(20_000)],
    ['brackets', '['.repeat(20_000)],
    ['line breaks', '<br>'.repeat(20_000)],
    ['huge spans', `<table>${`<tr>${'<td colspan=1000 rowspan=1000>x</td>'.repeat(9)}</tr>`.repeat(10)}</table>`],
  ])('of many %s comes to an end', (_, html) => {
    expect(convertHtml(page(PROSE + html), MAIN).outcome).toBe('converted');
  });

  it('leaves no control characters behind', () => {
    expect(convert(page(`<p>a\0b\u0007c&#1;d</p>${PROSE}`)).markdown).toContain('abcd');
  });
});
