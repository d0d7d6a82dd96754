import {
  PASSAGES,
  type ComparedSide,
  type Comparison,
  type CompareSetting,
  type Sides,
} from '../../model/compareSettings.ts';
import type { ExpectedAnswer } from '../../model/found.ts';
import { scoreQuestion } from '../../model/retrieval.ts';
import type { VectorStore } from '../ports.ts';
import { askSetting } from './askSetting.ts';
import { compareText, type AnswerSpan, type ChunkedPage } from './compareText.ts';
import { findAnswers } from './findAnswers.ts';
import type { MeasuredSetting } from './measureSetting.ts';

/** A setting through all pages of a run, and the index that it gave. */
export interface PreparedSetting extends MeasuredSetting {
  readonly setting: CompareSetting;
  /** Address → Markdown. */
  readonly texts: ReadonlyMap<string, string>;
  readonly missing: number;
  readonly store: VectorStore;
}

interface Asked {
  readonly uri: string;
  /** Null: the first of the set that the page is to answer. */
  readonly question: string | null;
  readonly answer: number;
  readonly questions: readonly ExpectedAnswer[] | null;
}

/** Both settings on one page of the run, and on its questions. */
export async function compareBoth(both: Sides<PreparedSetting>, asked: Asked): Promise<Comparison> {
  const { uri, questions } = asked;
  const question = asked.question ?? questionOf(questions ?? [], uri);
  const pages: Sides<ChunkedPage> = [pageOf(both[0], uri), pageOf(both[1], uri)];
  // The cleaner text has fewer sentences that only look like an answer.
  const side = both[1].setting.isCleaned && !both[0].setting.isCleaned ? 1 : 0;
  const found = question === null ? [] : findAnswers(question, pages[side].text);
  const at = Math.min(asked.answer, Math.max(0, found.length - 1));
  const sentence: AnswerSpan | null = found[at] ? { ...found[at], side } : null;
  const { shown, answers } = compareText(pages, sentence);
  const [a, b] = await Promise.all([
    measureSide(both[0], { uri, question, questions, answer: answers?.[0] ?? null }),
    measureSide(both[1], { uri, question, questions, answer: answers?.[1] ?? null }),
  ]);
  const ranked = questions?.map((one, row) => {
    const ranks: Sides<number | null> = [a.ranks[row] ?? null, b.ranks[row] ?? null];
    return { question: one.question, ranks };
  });
  return {
    ...{ sides: [a.side, b.side], text: shown, questions: ranked ?? null },
    ...{ question, answers: found.length, answerAt: at },
    pages: Math.max(both[0].texts.size, both[1].texts.size),
    missing: Math.max(both[0].missing, both[1].missing),
  };
}

/** The first question that this page is to answer. */
const questionOf = (questions: readonly ExpectedAnswer[], uri: string): string | null =>
  questions.find(({ expected }) => scoreQuestion([uri], expected).rank !== null)?.question ?? null;

const pageOf = ({ texts, spans }: PreparedSetting, uri: string): ChunkedPage => ({
  text: texts.get(uri) ?? '',
  spans: spans.get(uri) ?? [],
});

interface Measuring extends Pick<Asked, 'uri' | 'question' | 'questions'> {
  readonly answer: NonNullable<ReturnType<typeof compareText>['answers']>[number] | null;
}

async function measureSide(
  { setting, chunks, tokens, store }: PreparedSetting,
  { uri, question, questions, answer }: Measuring,
): Promise<{ readonly side: ComparedSide; readonly ranks: readonly (number | null)[] }> {
  const asking = askSetting(store);
  const set = questions && (await asking.all(questions));
  const one = question !== null && answer?.span ? await asking.one(question, uri, answer.span) : null;
  const side: ComparedSide = {
    ...{ setting, chunks, tokens },
    perQuestion: Math.round(set?.perQuestion ?? one?.tokens ?? (PASSAGES * tokens) / Math.max(1, chunks)),
    answer: answer && { state: answer.state, rank: one?.rank ?? null },
    found: set && set.ranks.filter(rank => rank !== null).length,
  };
  return { side, ranks: set?.ranks ?? [] };
}
