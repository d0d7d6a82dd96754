import { splitRecursively } from '../../../src/engine/splitRecursively.ts';
import { compareText } from '../../../src/engine/comparing/compareText.ts';
import { findAnswers } from '../../../src/engine/comparing/findAnswers.ts';
import {
  otherSetting,
  type ComparedSide,
  type CompareSetting,
  type Sides,
} from '../../../src/model/compareSettings.ts';
import { readingPrice } from '../../../src/model/prices.ts';
import { fail } from '../../../src/model/problem.ts';
import type { CompareHostVerbs, CompareQuestion, CompareView } from '../../../src/protocol/compare.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import type { Sample, Samples } from '../fakeHost.ts';
import { CLEANED, QUESTIONS, RAW } from './compareTexts.ts';

type Host = Handlers<CompareHostVerbs>;

const URI = 'http://127.0.0.1:4173/horaires/dimanche';
const USUAL: CompareSetting = { method: 'recursive', chunkSize: 700, chunkOverlap: 100, isCleaned: true };

interface Shape {
  readonly hasSet?: boolean;
  readonly isLong?: boolean;
}

/** The engine's own text between the lanes; the figures of the run are made up. */
function compared(
  { settings, question, answer }: CompareQuestion,
  { hasSet = true, isLong = false }: Shape,
): CompareView {
  const asked = question ?? (hasSet ? (QUESTIONS[0]?.question ?? null) : null);
  const pages = settings.map(({ isCleaned, ...sizes }) => {
    const text = (isCleaned ? CLEANED : RAW).repeat(isLong ? 200 : 1);
    return { text, spans: splitRecursively(text, sizes) };
  });
  const [a = { text: '', spans: [] }, b = a] = pages;
  const side = settings[1].isCleaned && !settings[0].isCleaned ? 1 : 0;
  const found = asked === null ? [] : findAnswers(asked, (side === 0 ? a : b).text);
  const at = Math.min(answer, Math.max(0, found.length - 1));
  const { shown, answers } = compareText([a, b], found[at] ? { ...found[at], side } : null);
  const sideOf = (which: 0 | 1): ComparedSide => {
    const { chunkSize, isCleaned } = settings[which];
    const state = answers?.[which].state ?? null;
    const ranks = QUESTIONS.map(one => one.ranks[chunkSize < 500 ? 1 : isCleaned ? 0 : 2]);
    return {
      setting: settings[which],
      ...{ chunks: Math.round((isCleaned ? 65_000 : 99_000) / chunkSize), tokens: isCleaned ? 15_640 : 23_480 },
      perQuestion: Math.round(chunkSize * 1.45),
      answer: state && { state, rank: isCleaned ? 1 : 4 },
      found: hasSet ? ranks.filter(rank => rank !== null).length : null,
    };
  };
  const rankOf = (which: 0 | 1): number => (settings[which].chunkSize < 500 ? 1 : settings[which].isCleaned ? 0 : 2);
  const questions = QUESTIONS.map(one => {
    const ranks: Sides<number | null> = [one.ranks[rankOf(0)] ?? null, one.ranks[rankOf(1)] ?? null];
    return { question: one.question, ranks };
  });
  return {
    ...{ sides: [sideOf(0), sideOf(1)], text: shown, questions: hasSet ? questions : null },
    ...{ question: asked, answers: found.length, answerAt: at, pages: 12, missing: isLong ? 3 : 0 },
    price: readingPrice(),
  };
}

const nothing = () => undefined;

function host(settings: Sides<CompareSetting>, shape: Shape = {}, more: Partial<Host> = {}): Sample<CompareHostVerbs> {
  return {
    handlers: {
      open: () => ({ uri: URI, title: 'Horaires : ce qui change le dimanche', settings }),
      compare: asked => compared(asked, shape),
      ...{ stop: nothing, keep: nothing, copyTable: nothing, saveTable: nothing, openQuestions: nothing },
      ...{ openPrices: nothing, openMarkdown: nothing, runSource: nothing },
      ...more,
    },
  };
}

const PAIR: Sides<CompareSetting> = [USUAL, otherSetting(USUAL)];

const refused = (kind: 'data' | 'usage', code: string): Sample<CompareHostVerbs> =>
  host(
    PAIR,
    {},
    {
      compare: () => {
        throw fail(kind, code, { uri: URI, run: '20261121-090000-k3f9' });
      },
    },
  );

export const samples: Samples<CompareHostVerbs> = {
  plain: () => host(PAIR),
  cleaning: () => host([USUAL, { ...USUAL, isCleaned: false }]),
  same: () => host([USUAL, USUAL]),
  noSet: () => host(PAIR, { hasSet: false }),
  long: () => host(PAIR, { isLong: true }),
  methods: () =>
    host([
      { ...USUAL, method: 'heading' },
      { ...USUAL, method: 'sentence', chunkSize: 250 },
    ]),
  noText: () => refused('data', 'no_markdown'),
  stopped: () => refused('usage', 'compare_stopped'),
  gone: () => refused('data', 'run_gone'),
};
