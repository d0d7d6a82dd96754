import { describe, expect, it } from 'vitest';
import { endNotice, statusText } from '../../../src/extension/features/progress/view.ts';
import { addSample, progressPercent, progressText, rateOf, type Sample } from '../../../src/extension/pace.ts';
import { createPace } from '../../../src/extension/paces.ts';
import { createSignal } from '../../../src/extension/signal.ts';
import { textIn } from './catalogue.ts';
import { counts, run } from './views.ts';

const [en, fr] = [textIn('en'), textIn('fr')];
const half = run({ counts: counts({ completed: 30, error: 2 }), open: 28 });

describe('progress', () => {
  it('measures a rate over the last five seconds', () => {
    let samples: readonly Sample[] = [];
    for (const [at, ended] of [
      [0, 0],
      [1000, 100],
      [6000, 120],
      [7000, 144],
    ] as const)
      samples = addSample(samples, { at, ended });
    expect(samples.map(s => s.at)).toEqual([6000, 7000]);
    expect(rateOf(samples)).toBe(24);
  });

  it('claims no rate that it has not measured', () => {
    expect(rateOf([])).toBeNull();
    expect(
      rateOf([
        { at: 0, ended: 0 },
        { at: 100, ended: 5 },
      ]),
    ).toBeNull();
    expect(
      rateOf([
        { at: 0, ended: 5 },
        { at: 2000, ended: 5 },
      ]),
    ).toBeNull();
  });

  it('says count, rate and what is left', () => {
    expect(progressText(half, 12.3, en)).toBe('32/60 · 12/s · 0:02 left');
    expect(progressText(half, 2.54, fr)).toBe('32/60 · 2,5/s · reste 0:11');
    expect(progressText(half, null, fr)).toBe('32/60');
    expect(progressPercent(run())).toBe(0);
  });

  it('follows each running run by itself', () => {
    const runsChanged = createSignal<void>();
    let clock = 0;
    let runs = [run({ open: 10 })];
    const pace = createPace({ runs: () => runs, runsChanged }, () => clock);
    runsChanged.fire();
    clock = 2000;
    runs = [run({ counts: counts({ completed: 8 }), open: 2 })];
    runsChanged.fire();
    expect(pace({ workDir: '', runId: 'r1' })).toBe(4);
    runs = [run({ status: 'COMPLETED' })];
    runsChanged.fire();
    expect(pace({ workDir: '', runId: 'r1' })).toBeNull();
  });

  it('sums all runs in the status bar', () => {
    expect(statusText([half, half], en).text).toBe('$(database) Ingestion 64/120 · 4 errors');
    expect(statusText([half], fr).tooltip).toBe(
      'Ingestion en cours\u00a0: 32/60 · 2 erreurs. Cliquez pour voir les Sources.',
    );
  });

  it('counts nothing of a run that a server lists and nobody has read', () => {
    const unread = run({ figures: 'unread' });
    expect(statusText([half, unread], en).text).toBe(statusText([half], en).text);
    expect(statusText([unread], en).text).toBe('$(database) Ingestion In progress');
    expect(progressText(unread, null, fr)).toBe('pas encore lus');
  });

  it('ends with one sentence and what to do next', () => {
    const ended = run({ status: 'COMPLETED', counts: counts({ completed: 58, error: 1, skipped: 2, alias: 1 }) });
    expect(endNotice(ended, en)).toEqual({
      severity: 'warning',
      message: 'The run is completed: 58 Sources completed, 1 error, 2 skipped, 1 duplicate.',
      actions: ['openHistory', 'retryFailed', 'search'],
    });
    expect(endNotice(run({ status: 'COMPLETED', counts: counts({ completed: 1 }) }), fr)).toEqual({
      severity: 'info',
      message: 'L’exécution est terminée\u00a0: 1 Source terminée.',
      actions: ['search', 'openHistory'],
    });
    expect(endNotice(run({ status: 'PARKED' }), fr)).toBeNull();
  });

  it('gives the reason of a run that stopped', () => {
    const failure = { kind: 'config', code: 'no_folder', params: {} } as const;
    expect(endNotice(run({ status: 'FAILED', failure }), en)?.message).toMatch(/^The run stopped: No folder is open/);
  });
});
