import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convertHtml } from '../../src/engine/convertHtml.ts';
import type { Conversion } from '../../src/model/conversion.ts';

const FOLDER = join(import.meta.dirname, 'convert');
const OPTIONS = { url: 'https://ville.example/dossier/page.html', mainContent: true, keep: [] };

/** What a case's out.md holds: the Markdown, or the reason why there is none. */
function written(conversion: Conversion): string {
  return conversion.outcome === 'converted' ? conversion.markdown : `<!-- skipped: ${conversion.reason} -->\n`;
}

describe('a page becomes the Markdown that stands beside it', () => {
  for (const name of readdirSync(FOLDER).sort()) {
    it(name, () => {
      const html = readFileSync(join(FOLDER, name, 'in.html'), 'utf8');
      const markdown = written(convertHtml(html, OPTIONS));
      expect(markdown).toBe(readFileSync(join(FOLDER, name, 'out.md'), 'utf8'));
      expect(written(convertHtml(html, OPTIONS)), 'the same bytes again').toBe(markdown);
    });
  }
});
