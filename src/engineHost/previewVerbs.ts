import type { CrawlPreview, PreviewEntry } from '../model/preview/preview.ts';
import { countLevels, reasonSaid } from '../model/preview/preview.ts';
import { filterPreview, type PreviewFilter } from '../model/preview/previewFilter.ts';
import type { Params } from '../model/problem.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { PreviewForm, PreviewVerbs } from '../protocol/preview.ts';
import type { HeldFolders } from './heldFolders.ts';
import { atMostOften, createLongWork } from './longWork.ts';
import { optionsOf, readInputFile } from './readIngestion.ts';
import { languageOf } from './readInputFile.ts';

const MOST_AT_ONCE = 1_000;

/** Previews of crawls, one a folder, kept here: a page of the screen asks for what it shows. */
export function createPreviewVerbs(
  { hold }: Pick<HeldFolders, 'hold'>,
  tell: () => Pick<Tells<GuestVerbs>, 'previewMoved'>,
  say: (key: string, params: Params) => string,
): Pick<Handlers<EngineVerbs>, keyof PreviewVerbs> {
  const work = createLongWork('preview');
  const kept = new Map<string, CrawlPreview>();
  let last: { readonly of: CrawlPreview; readonly name: string; readonly found: readonly PreviewEntry[] } | undefined;
  const previewOf = (workDir: string): CrawlPreview => {
    const preview = kept.get(workDir);
    if (!preview) throw fail('usage', 'preview_gone');
    return preview;
  };
  /** The pages of one list follow each other. */
  function found(workDir: string, filter: PreviewFilter): readonly PreviewEntry[] {
    const of = previewOf(workDir);
    const name = JSON.stringify(filter);
    if (last?.of !== of || last.name !== name) last = { of, name, found: filterPreview(of.entries, filter) };
    return last.found;
  }
  return {
    previewCrawl: request =>
      work.run(request.workDir, async signal => {
        const { workDir } = request;
        const { folder } = await hold(workDir);
        const moved = atMostOften((done, total) => tell().previewMoved({ workDir, done, total }));
        const preview = await folder.preview({
          ...{ input: await readInputFile(request), options: optionsOf(request), headers: {}, signal },
          onProgress: moved,
        });
        kept.set(workDir, preview);
        const { entries, ...summary } = preview;
        return { ...summary, total: entries.length };
      }),
    stopPreview: ({ workDir }) => work.stop(workDir),
    previewLevels: ({ workDir, filter }) => countLevels(found(workDir, filter)),
    previewEntries: ({ workDir, filter, from, count }) =>
      found(workDir, filter).slice(from, from + Math.min(count, MOST_AT_ONCE)),
    exportPreview: async ({ workDir, file, form }) => writePreview(previewOf(workDir), { file, form, say }),
    locateInInput,
  };
}

interface Export {
  readonly file: string;
  readonly form: PreviewForm;
  say(key: string, params: Params): string;
}

async function writePreview(preview: CrawlPreview, { file, form, say }: Export): Promise<{ addresses: number }> {
  const [{ writeDurably }, { previewCsv }, { fileProblem }] = await Promise.all([
    import('../adapters/durableFile.ts'),
    import('../model/preview/previewCsv.ts'),
    import('../model/fileProblem.ts'),
  ]);
  const reason = (entry: PreviewEntry): string => {
    const said = reasonSaid(entry);
    return said ? say(said.key, said.params) : '';
  };
  const text = form === 'csv' ? previewCsv(preview.entries, reason) : `${JSON.stringify(preview, null, 2)}\n`;
  await writeDurably(file, text).catch((error: unknown) => {
    throw fileProblem(error, file);
  });
  return { addresses: preview.entries.length };
}

const locateInInput: Handlers<EngineVerbs>['locateInInput'] = async ({ file, text, path }) => {
  const { readInput } = await import('../engine/readInput.ts');
  const { keyRange, ...value } = readInput(text, { language: languageOf(file) }).locate(path);
  const { line, column, endLine, endColumn } = keyRange ?? value;
  return { line, column, endLine, endColumn };
};
