import { readWorkshop } from '../../../src/engine/workshop/readWorkshop.ts';
import type { Workshop } from '../../../src/model/generated/types.ts';
import { fail } from '../../../src/model/problem.ts';
import { happened, type StepHappening } from '../../../src/model/workshop/foldProgress.ts';
import { newProgress, type Progress } from '../../../src/model/workshop/progress.ts';
import { showStep } from '../../../src/model/workshop/showStep.ts';
import type { CheckView, StepView, Verdict } from '../../../src/model/workshop/stepView.ts';
import type { Language } from '../../../src/model/text.ts';
import type { StepHostVerbs } from '../../../src/protocol/workshop.ts';
import type { Sample, Samples } from '../fakeHost.ts';
import { PICTURES, TEXTS, WORKSHOP } from './stepTexts.ts';

const language: Language = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'fr';
const START = Date.parse('2026-11-21T09:00:00.000Z');
const MINUTE = 60_000;

/** The page's own story: what happened at which minute. */
type Story = readonly (readonly [minute: number, step: string, what: StepHappening])[];

const opened = { kind: 'opened' } as const;
const passed = { kind: 'checked', passed: true } as const;
const failed = { kind: 'checked', passed: false } as const;

const progressOf = (story: Story): Progress =>
  story.reduce(
    (progress, [minute, step, what]) => happened(progress, step, what, START + minute * MINUTE),
    newProgress('clean'),
  );

const FIRST: Story = [
  [0, 'reader', opened],
  [5, 'reader', passed],
  [5, 'convert', opened],
];
const TRIED: Story = [...FIRST, [9, 'convert', failed], [10, 'convert', failed], [11, 'convert', failed]];
const HINTED: Story = [...TRIED, [11, 'convert', { kind: 'hintShown', hint: 0 }]];

const workshop = ((): Workshop => {
  const read = readWorkshop(WORKSHOP, { language: 'yaml' });
  if (!read.workshop) throw new Error(JSON.stringify(read.problems));
  return read.workshop;
})();

interface Told {
  readonly step: string;
  readonly story: Story;
  readonly verdict?: Verdict;
  readonly lacks?: readonly 'temporal'[];
  readonly change?: (view: StepView) => StepView;
  readonly isTrusted?: boolean;
}

/** A host that remembers as the real one does. */
function host({
  step: first,
  story,
  verdict,
  lacks = [],
  change = view => view,
  isTrusted = true,
}: Told): Sample<StepHostVerbs> {
  let progress = progressOf(story);
  let [at, clock] = [first, START + 12 * MINUTE];
  let found = verdict ?? null;
  const changed = () => void setTimeout(() => tell().changed({}));
  const note = (what: StepHappening, step = at) => {
    clock += MINUTE / 4;
    progress = happened(progress, step, what, clock);
    at = step;
    changed();
  };
  const view = () => {
    const world = { language, languages: workshop.languages, lacks, verdict: at === first ? found : null };
    const shown = showStep(workshop, progress, at, { ...world, text: TEXTS[language][at] ?? '', pictures: PICTURES });
    if (!shown) throw fail('usage', 'workshop_no_such_step', { step: at });
    return { ...change(shown), isTrusted };
  };
  const nothing = () => undefined;
  return {
    subject: { folder: '/home/a/atelier', workDir: '/home/a/atelier/.ingestion-workshop', workshop: 'clean' },
    handlers: {
      open: view,
      go: ({ step }) => (step === null ? undefined : note(opened, step)),
      next: () => {
        const { checks, guess, quiz, after } = view();
        if (checks === 0 && !guess && !quiz) note(passed);
        if (after) note(opened, after.id);
      },
      previous: () => {
        const { before } = view();
        if (before) note(opened, before.id);
      },
      ...{ press: nothing, follow: nothing, copy: nothing, openFile: nothing, stopCheck: nothing, debug: nothing },
      ...{ manageTrust: nothing, goOnHere: nothing, solution: nothing, reset: nothing, undoReset: nothing },
      check: () => {
        found = { ...PASSED, at: new Date(clock).toISOString() };
        note(passed);
      },
      hint: ({ hint }) => note({ kind: 'hintShown', hint }),
      guess: ({ value }) => {
        note({ kind: 'guessed', guess: value });
        note({ kind: 'measured', truth: 49_558 });
        note(passed);
      },
      tick: ({ ticked }) => note({ kind: 'ticked', ticked }),
    },
  };
}

declare const fakeHost: { readonly tell: { changed(p: Record<string, never>): void } };
const tell = () => fakeHost.tell;

const FAILED: Verdict = {
  ...{ passed: false, at: '2026-11-21T09:11:00.000Z', tookMs: 812 },
  mistake:
    language === 'fr'
      ? 'Le Markdown commence par le menu : `toMarkdown` a reçu toute la page.'
      : 'The Markdown begins with the menu: `toMarkdown` was given the whole page.',
  checks: [
    check('Le titre vient de la page'),
    check('Ni menu ni bandeau', {
      expected: { code: 'case_contains', params: { case: 'Tram A', text: '# Tram A : le guide de la ligne' } },
      found: { code: 'case_wrote', params: { excerpt: '[Accueil](/) [Lignes](/lignes) [Horaires](/horaires) …' } },
      where: { path: 'activities/conversion.ts', line: 14 },
      why: 'Ce `menu` est sur les 41 pages. La recherche les croit toutes semblables, et chaque question paie ses 890 jetons.',
      frame: {
        from: 13,
        lines: [
          '  const html = await context.readText(source.raw_file_path)',
          '  const markdown = context.toMarkdown(html)',
        ],
      },
    }),
    check('Les tableaux restent', { isHidden: true }, 'passed'),
    check('Sans texte : ignorée', { isHidden: true }, 'passed'),
    check('La recherche le trouve', { found: { code: 'no_run_to_show', params: {} } }, 'unchecked'),
  ],
};

const PASSED: Verdict = {
  ...FAILED,
  ...{ passed: true, mistake: null },
  checks: FAILED.checks.map(({ title, isHidden }) => check(title, { isHidden })),
};

function check(
  title: string,
  more: Partial<CheckView> = {},
  state: CheckView['state'] = 'found' in more ? 'failed' : 'passed',
): CheckView {
  const nothing = { expected: null, found: null, why: null, where: null, frame: null };
  return { title, state, isHidden: false, ...nothing, ...more };
}

function failing(problem: Error): Sample<StepHostVerbs> {
  const sample = host({ step: 'convert', story: FIRST });
  const open = () => {
    throw problem;
  };
  return { ...sample, handlers: { ...sample.handlers, open } };
}

export const samples: Samples<StepHostVerbs> = {
  plain: () => host({ step: 'convert', story: HINTED }),
  failed: () => host({ step: 'convert', story: HINTED, verdict: FAILED }),
  unsolved: () =>
    host({
      ...{ step: 'convert', story: TRIED, verdict: { ...FAILED, mistake: null } },
      change: view => ({ ...view, hasSolution: false, canReset: false, hints: [] }),
    }),
  read: () => host({ step: 'reader', story: [[0, 'reader', opened]] }),
  guess: () => host({ step: 'bet', story: [...HINTED, [12, 'bet', opened]] }),
  quiz: () => host({ step: 'which', story: [...HINTED, [12, 'which', opened]] }),
  discuss: () => host({ step: 'talk', story: [...HINTED, [12, 'talk', opened]] }),
  lacking: () => host({ step: 'twin', story: [...HINTED, [12, 'twin', opened]], lacks: ['temporal'] }),
  passed: () => host({ step: 'convert', story: [...HINTED, [12, 'convert', passed]], verdict: PASSED }),
  ran: () =>
    host({
      ...{ step: 'convert', story: [...HINTED, [12, 'convert', passed]], verdict: PASSED },
      change: view => ({ ...view, solutionHasFiles: false }),
    }),
  restricted: () => host({ step: 'convert', story: FIRST, isTrusted: false }),
  gone: () => failing(fail('data', 'workshop_gone', { id: 'clean', path: '/ateliers/clean/workshop.yaml' })),
  unread: () =>
    failing(
      fail('config', 'progress_other_version', {
        ...{ path: '/a/workshop/clean/progress.json', version: 99, known: 1 },
        copy: '/a/workshop/clean/progress.kept-0123abcd.json',
      }),
    ),
};
