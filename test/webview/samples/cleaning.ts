import * as show from '../../../src/engine/showCleaning.ts';
import type { Cleaning, CleaningBlock } from '../../../src/model/cleaning.ts';
import { readingPrice } from '../../../src/model/prices.ts';
import { fail } from '../../../src/model/problem.ts';
import type { CleaningHostVerbs, CleaningView } from '../../../src/protocol/cleaning.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import fares from '../../golden/cleaning/tarifs.json';
import type { Sample, Samples } from '../fakeHost.ts';

type Host = Handlers<CleaningHostVerbs>;

const URI = 'http://127.0.0.1:4173/vie-pratique/tarifs';

/** The engine's own figures of a page of the practice site. */
function viewOf(cleaning: Cleaning, more: Partial<CleaningView> = {}): CleaningView {
  const { title, before, after, reasons, markup, blocks } = cleaning;
  return {
    ...{ title, before, after, reasons, markup, uri: URI, blocks: blocks.length, isOn: true, isSame: true },
    ...{ doubtful: show.doubtfulOf(cleaning), counts: show.countCleaning(cleaning), price: readingPrice() },
    heaviest: blocks.reduce((most, { tokens }) => Math.max(most, tokens), 0),
    ...more,
  };
}

const nothing = () => undefined;
const pages = [
  { uri: URI, title: fares.title, before: fares.before, after: fares.after },
  ...['orva-velo', 'reglement', 'pass-jeune'].map((name, at) => ({
    uri: `http://127.0.0.1:4173/${name}`,
    title: ['Orva Vélo : 180 vélos électriques de plus', 'Règlement à bord', 'Pass Jeune'][at] ?? name,
    before: { bytes: 53_283 - 700 * at, tokens: 17_589 - 200 * at },
    after: { bytes: 2063 + 150 * at, tokens: 633 + 40 * at },
  })),
];

function host(cleaning: Cleaning, more: Partial<Host> = {}, view = viewOf(cleaning)): Sample<CleaningHostVerbs> {
  const sum = { before: { bytes: 211_000, tokens: 69_700 }, after: { bytes: 9863, tokens: 2933 } };
  return {
    handlers: {
      open: () => view,
      stop: nothing,
      rows: ({ filter, ...range }) => show.cleaningRows(cleaning, filter, range),
      block: ({ at }) => show.cleaningBlock(cleaning, at),
      passage: range => show.cleaningPassage(cleaning, range),
      effect: ({ keep }) => ({
        before: cleaning.after.tokens,
        after: cleaning.after.tokens + (keep === null ? 9800 : 64),
      }),
      totals: () => ({ ...sum, pages, counted: 4, missing: 2 }),
      ...{ openHtml: nothing, openMarkdown: nothing, compare: nothing, showPage: nothing, runWith: nothing },
      ...{ openInput: nothing, openPrices: nothing, copy: nothing, copyTable: nothing, saveTable: nothing },
      ...{ copyTotals: nothing, runSource: nothing },
      ...more,
    },
  };
}

const refused = (code: string, params: Readonly<Record<string, string>> = {}): Sample<CleaningHostVerbs> =>
  host(fares, {
    open: () => {
      throw fail('data', code, params);
    },
  });

/** A page of 50,000 blocks. */
function huge(): Cleaning {
  const [kept, removed] = [
    fares.blocks.find(({ reason }) => reason === null),
    fares.blocks.find(({ reason }) => reason === 'share'),
  ];
  const blocks = Array.from({ length: 50_000 }, (_, at): CleaningBlock => {
    const of = (at % 5 === 0 ? removed : kept) ?? fail('system', 'no_sample');
    if (of instanceof Error) throw of;
    return { ...of, at, preview: `Block ${at}`, from: at * 10, to: at % 5 === 0 ? at * 10 : at * 10 + 10 };
  });
  return {
    ...fares,
    blocks,
    markdown: 'Paragraph\n'.repeat(50_000),
    reasons: [{ reason: 'share', blocks: 10_000, tokens: 9000 }],
  };
}

export const samples: Samples<CleaningHostVerbs> = {
  plain: () => host(fares),
  off: () => {
    const blocks = fares.blocks.map(block => ({ ...block, reason: null, why: null, isDoubtful: false }));
    const whole = { ...fares, blocks, reasons: [], after: { bytes: 21_000, tokens: 6100 } };
    return host(whole, {}, viewOf(whole, { isOn: false, isSame: false }));
  },
  ownPrice: () => host(fares, {}, viewOf(fares, { price: readingPrice('my-model=2.5@2026-11-01') })),
  noHtml: () => refused('no_html', { uri: URI }),
  nothing: () => refused('nothing_converted', { uri: URI }),
  gone: () => refused('run_gone', { run: '20261121-090000-k3f9' }),
  stopped: () => refused('cleaning_stopped'),
  huge: () => host(huge()),
  noTotals: () => host(fares, { totals: () => ({ ...viewOf(fares), pages: [], counted: 0, missing: 3 }) }),
};
