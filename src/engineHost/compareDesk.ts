import { createExaminer, type Examiner, type JobOptions } from '../adapters/cleaning/examiner.ts';
import { openScratchStore, type ScratchStore } from '../adapters/sqlite/scratchStore.ts';
import { readSplitOptions } from '../engine/activities/chunkSource.ts';
import { compareBoth, type PreparedSetting } from '../engine/comparing/compareBoth.ts';
import { measureSetting, type PageText } from '../engine/comparing/measureSetting.ts';
import { loadTokenCounter } from '../engine/countTokens.ts';
import { readQuestionSet } from '../engine/questionSet.ts';
import type { Comparison, CompareSetting } from '../model/compareSettings.ts';
import { outcomeOf } from '../model/outcome.ts';
import { fail } from '../model/problem.ts';
import type { CleanedPage } from '../protocol/cleaning.ts';
import type { CompareQuestion, QuestionSet } from '../protocol/compare.ts';
import { rawPage, runState, textOfStage } from './rawPage.ts';
import type { Held, HeldFolders } from './heldFolders.ts';

type Asked = CleanedPage & CompareQuestion & { readonly set: QuestionSet | null };

export interface CompareDesk {
  setting(place: CleanedPage): Promise<CompareSetting>;
  compare(asked: Asked, options: JobOptions): Promise<Comparison>;
  close(): Promise<void>;
}

/** Settings that stay measured: a person goes to and fro. */
const KEPT = 6;

interface Prepared extends PreparedSetting {
  readonly scratch: ScratchStore;
}

/** The pages of a run under two settings, measured from the run's own files. */
export function openCompareDesk({ hold }: Pick<HeldFolders, 'hold'>): CompareDesk {
  const examiner = createExaminer();
  const kept = new Map<string, Promise<Prepared>>();

  function prepared(held: Held, place: CleanedPage, setting: CompareSetting, options: JobOptions): Promise<Prepared> {
    const { workDir, runId } = place;
    const key = JSON.stringify([workDir, runId, pagesOf(held, runId), setting]);
    const made = kept.get(key) ?? prepare(held, place, { setting, examiner, options });
    kept.delete(key);
    kept.set(key, made);
    made.catch(() => kept.get(key) === made && kept.delete(key));
    for (const [oldest, old] of [...kept].slice(0, -KEPT)) {
      kept.delete(oldest);
      void old.then(({ scratch }) => scratch.close()).catch(() => undefined);
    }
    return made;
  }

  return {
    setting: async ({ workDir, runId }) => {
      const { input } = runState(await hold(workDir), runId);
      const { method = 'recursive', chunkSize, chunkOverlap } = readSplitOptions(input);
      return { method, chunkSize, chunkOverlap, isCleaned: input.conversion_config?.main_content ?? true };
    },
    async compare(asked, options) {
      const held = await hold(asked.workDir);
      const total = 2 * pagesOf(held, asked.runId).length;
      const half = (from: number): JobOptions => ({
        signal: options.signal,
        onProgress: done => options.onProgress?.(from + done, total),
      });
      const a = await prepared(held, asked, asked.settings[0], half(0));
      const b = await prepared(held, asked, asked.settings[1], half(total / 2));
      if (!a.texts.has(asked.uri) && !b.texts.has(asked.uri)) throw fail('data', 'no_markdown', { uri: asked.uri });
      const { uri, question, answer, set } = asked;
      return compareBoth([a, b], { uri, question, answer, questions: set && readQuestionSet(set.text, set.file) });
    },
    async close() {
      examiner.close();
      for (const made of kept.values()) await made.then(({ scratch }) => scratch.close()).catch(() => undefined);
    },
  };
}

/** Twins and what was left out are in no index. */
function pagesOf(held: Held, runId: string): string[] {
  const state = runState(held, runId);
  return state.sources
    .filter(source => {
      const { status, aliasOf } = outcomeOf(state, source);
      return status !== 'SKIPPED' && aliasOf === null;
    })
    .map(({ source }) => source.uri);
}

interface Preparing {
  readonly setting: CompareSetting;
  readonly examiner: Examiner;
  readonly options: JobOptions;
}

async function prepare(held: Held, place: CleanedPage, { setting, examiner, options }: Preparing): Promise<Prepared> {
  const uris = pagesOf(held, place.runId);
  const texts = new Map<string, string>();
  let done = 0;
  async function* pages(): AsyncGenerator<PageText> {
    for (const uri of uris) {
      options.onProgress?.(done++, uris.length);
      const text = await textOf(held, { ...place, uri }, { setting, examiner, options });
      if (text === null || text.trim() === '') continue;
      texts.set(uri, text);
      yield { uri, text };
    }
  }
  const scratch = await openScratchStore();
  try {
    const world = { store: scratch.store, countTokens: await loadTokenCounter(), signal: options.signal };
    const measured = await measureSetting(setting, pages(), world);
    return { ...measured, setting, texts, missing: uris.length - texts.size, store: scratch.store, scratch };
  } catch (thrown) {
    await scratch.close();
    throw options.signal.aborted ? fail('usage', 'compare_stopped') : thrown;
  }
}

/** As the run made it, where it cleaned as asked; else converted anew. */
async function textOf(held: Held, place: CleanedPage, { setting, examiner, options }: Preparing) {
  const isOwn = (runState(held, place.runId).input.conversion_config?.main_content ?? true) === setting.isCleaned;
  const own = isOwn ? await textOfStage(held, place) : null;
  if (own !== null) return own;
  const raw = await rawPage(held, place).catch(() => null);
  if (raw === null) return null;
  const page = { ...raw, options: { ...raw.options, mainContent: setting.isCleaned } };
  return (await examiner.run<'convert'>({ kind: 'convert', page }, { signal: options.signal })).markdown;
}
