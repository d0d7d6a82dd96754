import type { SearchResult } from '../../engine/searchIndex.ts';
import { OFFLINE_MODEL } from '../../model/collection.ts';
import type { Evaluation } from '../../model/found.ts';
import { modelName } from '../../model/modelName.ts';
import { fail } from '../../model/problem.ts';
import type { Arguments } from '../arguments.ts';
import { sentence } from '../describe.ts';
import { hitJson, hitText } from '../hitText.ts';
import { decode, readNamedFile } from '../readInputFile.ts';
import type { Run, Session } from '../session.ts';
import { nothingText, searchSettings, searchWarnings, warningsJson } from '../searchSettings.ts';
import { figure, type Words } from '../texts.ts';
import { inWorkFolder } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const file = args.text('evaluate');
  if (file !== undefined) return evaluate(file, args, session);
  const question = args.operands[0] ?? '';
  const settings = searchSettings(args);
  const found = await inWorkFolder(args, session, folder => folder.search({ ...settings, question }));
  const warnings = searchWarnings(found, settings.collection);
  return {
    json: {
      status: 'success',
      results: found.results.map(hitJson),
      words: found.words,
      model: found.model,
      ...(found.model === null ? {} : { lexical: found.model === OFFLINE_MODEL }),
      duration_ms: roundMs(found.durationMs),
      ...warningsJson(session, warnings),
    },
    text: () => (found.results.length === 0 ? nothingText(args, session, found) : resultsText(session, found)),
    exitCode: 0,
  };
};

function resultsText({ texts: { human } }: Session, found: SearchResult): string {
  const hits = found.results.map((hit, at) => hitText(human, hit, at + 1));
  const model = human.say('cli.search.model', { model: modelName(found.model ?? '', human) });
  return [model, ...(found.nothingClose ? [sentence(human, NOTHING_CLOSE)] : []), ...hits].join('\n\n');
}

const NOTHING_CLOSE = { code: 'nothing_close', params: {} };

async function evaluate(file: string, args: Arguments, session: Session): ReturnType<Run> {
  if (args.operands.length > 0) throw fail('usage', 'question_and_evaluate');
  const settings = searchSettings(args);
  const text = decode(file, await readNamedFile(file, session.cwd));
  const set = await session.engine.readQuestionSet(text, file);
  const found = await inWorkFolder(args, session, folder => folder.evaluate(settings, set));
  const { k, recallAtK, mrr, questions, model } = found;
  const { human } = session.texts;
  return {
    json: {
      status: 'success',
      ...{ k, recall_at_k: recallAtK, mrr, model },
      questions: questions.map(({ question, expected, recall, rank, first }) => {
        return { question, expected, recall_at_k: recall, rank, first };
      }),
      ...warningsJson(session, searchWarnings({ ...found, results: questions }, settings.collection)),
    },
    text: () => (model === null ? nothingText(args, session, { ...found, results: [] }) : evaluationText(human, found)),
    exitCode: 0,
  };
}

function evaluationText(words: Words, { k, recallAtK, mrr, questions }: Evaluation): string {
  const lines = questions.map(({ question, rank, expected, first }) => {
    if (rank !== null) return `${String(rank).padStart(4)}  ${question}`;
    return `   –  ${question}\n      ${words.say('cli.search.not_found', { expected: expected.join(', '), first: first ?? '–' })}`;
  });
  const share = (value: number): string => figure(value, words.language, 3);
  const figures = { k, questions: questions.length, recall: share(recallAtK), mrr: share(mrr) };
  return [...lines, '', words.say('cli.search.evaluated', figures)].join('\n');
}

/** Milliseconds to a hundredth: a search takes a few of them. */
const roundMs = (ms: number): number => Math.round(ms * 100) / 100;
