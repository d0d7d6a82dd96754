import { addressKey } from '../model/address.ts';
import { indexingTarget, OFFLINE_MODEL } from '../model/collection.ts';
import type { EmbeddingForecast } from '../model/embedding.ts';
import type { RunOptions } from '../model/event.ts';
import type { IngestionWorkflowInput, Source } from '../model/generated/types.ts';
import { planSource } from '../model/plan.ts';
import { readSplitOptions } from './activities/chunkSource.ts';
import { chunkMarkdown } from './chunkMarkdown.ts';
import { loadTokenCounter } from './countTokens.ts';
import { cutForModel, type EmbeddingInput } from './embedTexts.ts';
import { createUseEstimate } from './estimateUse.ts';
import type { Cache, Ports } from './ports.ts';
import { chosenSources } from './prepareInput.ts';
import type { WorkFolderParts } from './workFolderParts.ts';

export interface ForecastRequest {
  readonly input: IngestionWorkflowInput;
  readonly options: RunOptions;
  /** Null as well where nobody knows the model's price. */
  readonly pricedOnly?: boolean;
}

/**
 * What the vectors of a run would take, before it begins: the Markdown that INPUT brings, and the last one of each page
 * that an earlier run reached from it, cut as INPUT says now. Null where no model is paid or asked: no INDEXING, or the
 * offline model. Throws what `openEmbedder` refuses (config).
 */
export async function forecastEmbedding(
  parts: Pick<WorkFolderParts, 'ports' | 'portsFor'>,
  { input, options, pricedOnly = false }: ForecastRequest,
): Promise<EmbeddingForecast | null> {
  const { model } = indexingTarget(input);
  if (model === OFFLINE_MODEL) return null;
  const ports = parts.portsFor(options);
  const sources = reachable(chosenSources(input, options, ports), ports.cache).filter(
    source => planSource(source, input, options).INDEXING !== 'none',
  );
  if (sources.length === 0) return null;
  const embedder = await ports.openEmbedder(model);
  if (pricedOnly && !embedder.usdPerMillionTokens) return null;
  const estimate = createUseEstimate(ports, embedder);
  let [known, chunks] = [0, 0];
  for (const source of sources) {
    const markdown = await lastMarkdown(source, ports);
    if (markdown === undefined) continue;
    const inputs = await inputsOf(markdown, planSource(source, input, options).CHUNKING === 'none' ? null : input);
    estimate.add(inputs);
    known += 1;
    chunks += inputs.length;
  }
  const { usdPerMillionTokens = null } = embedder;
  return { use: estimate.use(), chunks, known, unknown: sources.length - known, usdPerMillionTokens };
}

/** These, and what CRAWLING last found from them, as far down as it was asked to go. */
function reachable(asked: readonly Source[], cache: Cache): readonly Source[] {
  const found = new Map<string, Source>();
  let level = asked;
  while (level.length > 0) {
    const fresh = level.filter(({ uri }) => !found.has(addressKey(uri)));
    for (const source of fresh) found.set(addressKey(source.uri), source);
    level = fresh
      .filter(({ max_depth }) => (max_depth ?? 0) > 0)
      .flatMap(({ uri, max_depth }) =>
        (cache.lastActivity(uri, 'CRAWLING')?.discovered ?? []).map(next => {
          return { ...next, max_depth: (max_depth ?? 0) - 1 };
        }),
      );
  }
  return [...found.values()];
}

/** Undefined: nobody made one yet, or it is gone. */
async function lastMarkdown(
  source: Source,
  { artifacts, cache }: Pick<Ports, 'artifacts' | 'cache'>,
): Promise<string | undefined> {
  const given = source.converted_md_path;
  const last = cache.lastActivity(source.uri, 'CONVERTION')?.artifact;
  if (!given && !last) return undefined;
  const bytes = await (given ? artifacts.readInput(given) : artifacts.read(last ?? '')).catch(() => undefined);
  return bytes && new TextDecoder().decode(bytes);
}

/** `input` null: the Markdown is indexed as it is. */
async function inputsOf(markdown: string, input: IngestionWorkflowInput | null): Promise<readonly EmbeddingInput[]> {
  const whole = async () => [{ text: markdown, tokens: (await loadTokenCounter())(markdown) }];
  const pieces = input ? await chunkMarkdown(markdown, readSplitOptions(input)) : await whole();
  return Promise.all(pieces.filter(({ text }) => text.trim() !== '').map(cutForModel));
}
