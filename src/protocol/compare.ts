import type { Comparison, CompareSetting, Sides } from '../model/compareSettings.ts';
import type { ReadingPrice } from '../model/prices.ts';
import type { CleanedPage } from './cleaning.ts';

type Nothing = Record<string, never>;

/** A question set as it stands in an editor, saved or not. */
export interface QuestionSet {
  readonly file: string;
  readonly text: string;
}

export interface CompareQuestion {
  readonly settings: Sides<CompareSetting>;
  /** Null: the first of the set that this page is to answer. */
  readonly question: string | null;
  /** Which of the sentences that may answer, from 0. */
  readonly answer: number;
}

/** What the engine process answers. Failures: data `run_gone`, `no_markdown`; usage `compare_stopped`. */
export type CompareVerbs = {
  /** What the run was made with. */
  comparedSetting(p: CleanedPage): CompareSetting;
  /** Nothing is written to the index: both are measured in a scratch folder. `id` names it for progress and stop. */
  compareSettings(p: CleanedPage & CompareQuestion & { id: string; set: QuestionSet | null }): Comparison;
  stopCompare(p: { id: string }): void;
};

export type CompareGuestVerbs = {
  /** Pages that are measured, of both settings. */
  compareMoved(p: { id: string; done: number; total: number }): void;
};

/** What the page is about. */
export type CompareSubject = CleanedPage & { readonly title: string | null };

export interface CompareStart {
  readonly uri: string;
  readonly title: string | null;
  /** The run's own, and another one. */
  readonly settings: Sides<CompareSetting>;
}

export type CompareView = Comparison & { readonly price: ReadingPrice };

export type CompareForm = 'csv' | 'markdown' | 'json';

/** What the page may ask. */
export type CompareHostVerbs = {
  open(p: Nothing): CompareStart;
  compare(p: CompareQuestion): CompareView;
  stop(p: Nothing): void;
  /** The setting as an input has it, to the clipboard, and the input of the run beside. */
  keep(p: { setting: CompareSetting }): void;
  copyTable(p: { form: CompareForm }): void;
  saveTable(p: { form: CompareForm }): void;
  /** Makes the question set when it is not there. */
  openQuestions(p: Nothing): void;
  openPrices(p: { what: 'table' | 'setting' }): void;
  openMarkdown(p: Nothing): void;
  runSource(p: Nothing): void;
};

export type ComparePageVerbs = {
  moved(p: { done: number; total: number }): void;
  /** The price was set anew. */
  changed(p: Nothing): void;
};
