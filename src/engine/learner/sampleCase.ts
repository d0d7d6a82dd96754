import type { ActivityCase } from '../../model/workshop/activityCase.ts';
import type { Stage } from '../../model/stage.ts';

const URI = 'https://town.example/bus-pass';

const PAGE = `<!doctype html>
<html lang="en">
  <head><title>The bus pass</title></head>
  <body>
    <nav><a href="/">Home</a> <a href="/news">News</a></nav>
    <main>
      <h1>The bus pass</h1>
      <p>The pass costs twelve euros a month, and is valid on every line of the town, day and night. Young people under
        eighteen pay half of it. See also the <a href="/night-lines">night lines</a>.</p>
      <h2>Where to buy it</h2>
      <p>At the town hall, or at the station from 8 to 18. Bring a photograph and a paper that shows your address. The
        pass is made at once; one that is lost is replaced for five euros.</p>
    </main>
    <footer>The town, 2026. This site uses cookies.</footer>
  </body>
</html>
`;

const MARKDOWN = `# The bus pass

The pass costs twelve euros a month, and is valid on every line of the town, day and night. Young people under eighteen
pay half of it. See also the [night lines](https://town.example/night-lines).

## Where to buy it

At the town hall, or at the station from 8 to 18. Bring a photograph and a paper that shows your address. The pass is
made at once; one that is lost is replaced for five euros.
`;

const CHUNKS = `- text: The pass costs twelve euros a month, and is valid on every line of the town, day and night.
  metadata: {chunk_index: 0, heading_path: [The bus pass]}
- text: At the town hall, or at the station from 8 to 18. Bring a photograph and a paper that shows your address.
  metadata: {chunk_index: 1, heading_path: [The bus pass, Where to buy it]}
`;

/** A small page and what the stages make of it, for who has no run yet. */
export function sampleCase(stage: Stage): ActivityCase {
  const source = { uri: URI, max_depth: 1, current_stage: stage, current_status: 'IN_PROGRESS' } as const;
  const scraped = { ...source, mime_type: 'text/html', raw_file_path: 'raw/bus-pass.html' };
  const converted = {
    ...{ ...scraped, converted_md_path: 'markdown/bus-pass.md' },
    metadata: { title: 'The bus pass' },
  };
  switch (stage) {
    case 'CRAWLING':
    case 'SCRAPING':
      return { stage, source, answers: { [URI]: { body: PAGE } } };
    case 'CONVERTION':
      return { stage, source: scraped, work: PAGE };
    case 'CHUNKING':
      return { stage, source: converted, work: MARKDOWN };
    case 'INDEXING':
      return { stage, source: { ...converted, chunking_file_path: 'chunks/bus-pass.yaml' }, work: CHUNKS };
  }
}
