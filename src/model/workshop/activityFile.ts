import { STAGES, type Stage } from '../stage.ts';

/** What a learner's file for each stage is called, and the function that it exports by default (`data-model.md`). */
export const ACTIVITY_NAMES: Readonly<Record<Stage, { readonly file: string; readonly call: string }>> = {
  CRAWLING: { file: 'crawling.ts', call: 'crawlSource' },
  SCRAPING: { file: 'scraping.ts', call: 'scrapeSource' },
  CONVERTION: { file: 'conversion.ts', call: 'convertSource' },
  CHUNKING: { file: 'chunking.ts', call: 'chunkSource' },
  INDEXING: { file: 'indexing.ts', call: 'indexSource' },
};

/** The folder of a learner's activities, and the file in it that says what they may use. */
export const ACTIVITY_FOLDER = 'activities';
export const ACTIVITY_TYPES = 'ingestion-workshop.d.ts';

/** By the file's name alone; undefined where it is none of the five. */
export function stageOfActivity(file: string): Stage | undefined {
  const name = file.split(/[/\\]/).at(-1);
  return STAGES.find(stage => ACTIVITY_NAMES[stage].file === name);
}

const FUNCTION = /^export default (?:async )?function\b[\s\S]*?\{[ \t]*\r?\n(?:[ \t]*(?:\/\/.*)?\r?\n)*/m;

/** Of an activity's text, from 1: its function's first statement, where one stops first. Null: no such function. */
export function firstStatement(text: string): number | null {
  const found = FUNCTION.exec(text);
  return found && text.slice(0, found.index + found[0].length).split('\n').length;
}
