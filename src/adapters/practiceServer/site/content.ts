import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

export interface Link {
  readonly label: string;
  readonly path: string;
}

export interface LinkColumn {
  readonly title: string;
  readonly links: readonly Link[];
}

/** A page that lists articles whose path begins with one of `from`, newest first, `page_size` a page. */
export interface Listing {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly lead: string;
  readonly from: readonly string[];
  readonly page_size: number;
}

/** site.json: what surrounds every article, and the pages that are not articles. */
export interface SiteData {
  readonly name: string;
  readonly network: string;
  /** Day (YYYY-MM-DD) of the last change of the listings. */
  readonly date: string;
  readonly menu: readonly (Link & { readonly columns: readonly LinkColumn[] })[];
  readonly quick: readonly Link[];
  readonly traffic: readonly { readonly line: string; readonly text: string }[];
  readonly cookies: readonly { readonly name: string; readonly text: string }[];
  readonly partners: readonly { readonly name: string; readonly purpose: string }[];
  readonly footer: readonly LinkColumn[];
  readonly comments: readonly { readonly by: string; readonly date: string; readonly text: string }[];
  readonly issues: readonly Link[];
  readonly tags: readonly Link[];
  readonly listings: readonly Listing[];
  readonly script_pages: readonly { readonly path: string; readonly title: string }[];
  /** Path prefixes that robots.txt forbids. */
  readonly disallow: readonly string[];
}

export type Charset = 'utf-8' | 'windows-1252';

export interface Article {
  readonly slug: string;
  readonly path: string;
  /** A second path that serves the same bytes. */
  readonly alsoAt: string | undefined;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  /** YYYY-MM-DD */
  readonly published: string;
  /** YYYY-MM-DD */
  readonly modified: string;
  readonly template: string;
  readonly section: string;
  readonly language: string;
  readonly charset: Charset;
  readonly related: readonly string[];
  /** HTML without the h1, which the template writes. */
  readonly body: string;
}

export interface SiteContent {
  readonly site: SiteData;
  readonly articles: readonly Article[];
  /** Templates by name, partials already put in. */
  readonly templates: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Reads `site.json`, `articles/`, `templates/` (`{{> name}}` puts in `_name.html`) and `files/`. */
export async function readContent(contentDir: string): Promise<SiteContent> {
  const [site, articles, parts, files] = await Promise.all([
    readFile(join(contentDir, 'site.json'), 'utf8'),
    readFolder(join(contentDir, 'articles')),
    readFolder(join(contentDir, 'templates')),
    readFolder(join(contentDir, 'files')),
  ]);
  const texts = new Map([...parts].map(([file, bytes]) => [basename(file, '.html'), bytes.toString('utf8')]));
  return {
    // SAFETY: site.json is our own file, shipped beside the code; the contract test renders every page from it.
    site: JSON.parse(site) as SiteData,
    articles: [...articles].map(([file, bytes]) => parseArticle(basename(file, extname(file)), bytes.toString('utf8'))),
    templates: new Map([...texts].map(([name, text]) => [name, putInPartials(text, texts)])),
    files,
  };
}

async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder)).filter(name => !name.startsWith('.')).sort();
  return new Map(await Promise.all(names.map(async name => [name, await readFile(join(folder, name))] as const)));
}

function putInPartials(text: string, all: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{> (\w+)\}\}/g, (_all, name: string) => {
    const partial = all.get(`_${name}`);
    if (partial === undefined) throw new Error(`No template _${name}.html`);
    return partial;
  });
}

/** An article file: `name: value` lines between two `---`, then HTML. */
function parseArticle(slug: string, text: string): Article {
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (!parts) throw new Error(`${slug}.html does not begin with its front matter`);
  const lines = (parts[1] ?? '').split(/\r?\n/).map(line => /^(\w+): (.*)$/.exec(line));
  const fields = new Map(lines.map(line => [line?.[1] ?? '', line?.[2] ?? '']));
  const need = (name: string): string => {
    const value = fields.get(name);
    if (!value) throw new Error(`${slug}.html lacks "${name}" in its front matter`);
    return value;
  };
  return {
    slug,
    path: need('path'),
    alsoAt: fields.get('also_at'),
    title: need('title'),
    description: need('description'),
    author: need('author'),
    published: need('published'),
    modified: fields.get('modified') ?? need('published'),
    template: need('template'),
    section: need('section'),
    language: fields.get('language') ?? 'fr',
    charset: fields.get('charset') === 'windows-1252' ? 'windows-1252' : 'utf-8',
    related: need('related').split(', '),
    body: parts[2] ?? '',
  };
}
