import path from 'node:path';
import { checkRules, type KnownColumns } from '../engine/quality/checkRules.ts';
import { completeRules, hoverRules, type RulesText } from '../engine/quality/suggestRules.ts';
import type { CompletionItem, HoverText } from '../model/completion.ts';
import type { InputProblem } from '../model/inputProblem.ts';
import { toProblem } from '../model/problem.ts';
import { dataNamedIn } from '../model/quality/rulesFile.ts';
import { languageOf } from './readInputFile.ts';

export interface RulesFiles {
  check(file: string, text: string): Promise<{ problems: readonly InputProblem[]; warnings: readonly InputProblem[] }>;
  complete(file: string, at: RulesText): Promise<readonly CompletionItem[]>;
  hover(file: string, at: RulesText): Promise<HoverText | undefined>;
}

/** Every letter that is typed asks; the data seldom change meanwhile. */
const KEPT_MS = 5_000;

/** Rules files in an editor, with the columns of the data that they name. Their paths are absolute. */
export function createRulesFiles(): RulesFiles {
  const kept = new Map<string, { readonly until: number; readonly columns: Promise<KnownColumns> }>();

  function columnsFor(file: string, text: string): Promise<KnownColumns | null> {
    const named = dataNamedIn(text);
    if (named === null) return Promise.resolve(null);
    const data = path.resolve(path.dirname(file), named);
    const known = kept.get(data);
    if (known && known.until > Date.now()) return known.columns;
    const columns = readColumns(data, named);
    kept.clear();
    kept.set(data, { until: Date.now() + KEPT_MS, columns });
    return columns;
  }

  const listFor = async (file: string, text: string) => {
    const columns = await columnsFor(file, text);
    return columns === null || 'code' in columns ? [] : columns;
  };

  return {
    check: async (file, text) => checkRules(text, { language: languageOf(file), file }, await columnsFor(file, text)),
    complete: async (file, at) => completeRules(at, await listFor(file, at.text)),
    hover: async (file, at) => hoverRules(at, await listFor(file, at.text)),
  };
}

async function readColumns(data: string, shown: string): Promise<KnownColumns> {
  try {
    const { readDataColumns } = await import('../adapters/composeRules.ts');
    return await readDataColumns(data);
  } catch (thrown) {
    const { code, params } = toProblem(thrown);
    return { code, params: { ...params, path: shown } };
  }
}
