import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkshop } from '../../../../src/engine/workshop/readWorkshop.ts';
import type { Workshop } from '../../../../src/model/generated/types.ts';
import { happened, type StepHappening } from '../../../../src/model/workshop/foldProgress.ts';
import { minutesLate, outlineOf, partStanding, type PartOutline } from '../../../../src/model/workshop/outline.ts';
import { newProgress, type Progress } from '../../../../src/model/workshop/progress.ts';
import { fillSeen, showStep } from '../../../../src/model/workshop/showStep.ts';

const file = path.join(import.meta.dirname, '../../../golden/workshops/whole/in/workshop.yaml');
const read = readWorkshop(readFileSync(file, 'utf8'), { language: 'yaml' });
if (!read.workshop) throw new Error('the golden workshop has faults');
const workshop: Workshop = read.workshop;
const MINUTE = 60_000;

type Happened = readonly [minute: number, step: string, what: StepHappening];

const after = (...story: readonly Happened[]): Progress =>
  story.reduce((progress, [minute, step, what]) => happened(progress, step, what, minute * MINUTE), newProgress('small'));

const opened = { kind: 'opened' } as const;
const passed = { kind: 'checked', passed: true } as const;
const speech = { language: 'fr', languages: ['en', 'fr'], lacks: [] } as const;
const only = (progress: Progress): PartOutline => {
  const [part] = outlineOf(workshop, progress, speech).parts;
  if (!part) throw new Error('no part');
  return part;
};
const world = { ...speech, text: 'Lisez.', pictures: {}, verdict: null };

describe('the outline of a workshop', () => {
  it('numbers its steps, in the language of the reader, the first one not begun yet being the current one', () => {
    const { title, parts, current } = outlineOf(workshop, newProgress('small'), speech);
    expect({ title, current }).toEqual({ title: 'Un petit atelier', current: 'why' });
    expect(parts[0]?.steps.map(({ number, title: said, standing }) => `${number} ${said} ${standing}`)).toEqual([
      '1.1 Pourquoi ahead',
      '1.2 Exécuter ahead',
      '1.3 Garder l’article ahead',
      '1.4 Combien de jetons ahead',
      '1.5 Une question ahead',
    ]);
  });

  it('is where one was, however far that is', () => {
    expect(outlineOf(workshop, after([0, 'convert', opened]), speech).current).toBe('convert');
    const renamed = { ...after([0, 'why', opened], [1, 'why', passed]), current: { step: 'gone', seenAt: 'x' } };
    expect(outlineOf(workshop, renamed, speech).current).toBe('run');
  });

  it('counts a step as optional where what it requires is not here', () => {
    const [part] = workshop.parts;
    const steps = part?.steps.map(step => (step.id === 'run' ? { ...step, requires: ['temporal' as const] } : step));
    const asking = { ...workshop, parts: [{ ...part, steps }] } as Workshop; // SAFETY: of the golden one, with one key more.
    const mark = (lacks: readonly 'temporal'[]) => outlineOf(asking, newProgress('x'), { ...speech, lacks }).parts[0]?.steps[1];
    expect(mark(['temporal'])).toMatchObject({ standing: 'lacking', isOptional: true, lacks: ['temporal'] });
    expect(mark([])).toMatchObject({ standing: 'ahead', isOptional: false, lacks: [] });
  });

  it('says of a part that it passed when all of it did that is not optional', () => {
    expect(partStanding(only(newProgress('x')))).toBe('ahead');
    expect(partStanding(only(after([0, 'why', opened])))).toBe('open');
    const all = ['why', 'run', 'convert', 'tokens'].map((step, at) => [at, step, passed] as const);
    expect(partStanding(only(after(...all)))).toBe('passed');
  });

  it('measures how late one is by what was used and what was planned until here', () => {
    // Planned: 1, 2, 5 minutes.
    const slow = after([0, 'why', opened], [4, 'why', passed], [4, 'run', opened], [5, 'run', { kind: 'seen' }]);
    expect(minutesLate(only(slow), 'run')).toBe(3);
    const quick = after([0, 'convert', opened], [1, 'convert', passed]);
    expect(minutesLate(only(quick), 'convert')).toBe(-7);
    expect(minutesLate(only(after([0, 'why', opened])), 'why')).toBe(0);
  });

  it('is on time at an optional step that was just opened', () => {
    const there = after([0, 'why', opened], [1, 'why', passed], [1, 'run', opened], [3, 'run', passed]);
    expect(minutesLate(only(there), 'run')).toBe(0);
    expect(only(there).steps.at(-1)).toMatchObject({ id: 'extra', isOptional: true, spentMs: 0 });
    // Planned: 5 and 1 minutes for the two between, which were not begun.
    expect(minutesLate(only(there), 'extra')).toBe(-6);
  });

  it('has no clock where none of its minutes is planned', () => {
    expect(minutesLate({ ...only(newProgress('small')), minutes: 0 }, 'why')).toBeNull();
  });
});

describe('a step’s page', () => {
  it('knows its neighbours over the ends of parts, and nothing of a step that is not there', () => {
    expect(showStep(workshop, newProgress('x'), 'why', world)).toMatchObject({ before: null, after: { id: 'run' } });
    expect(showStep(workshop, newProgress('x'), 'extra', world)).toMatchObject({ before: { id: 'tokens' }, after: null });
    expect(showStep(workshop, newProgress('x'), 'gone', world)).toBeUndefined();
  });

  it('tells why an answer is right only once one has answered', () => {
    const quiz = (progress: Progress) => showStep(workshop, progress, 'extra', world)?.quiz;
    expect(quiz(newProgress('x'))?.answers).toEqual([
      { text: 'Celle-ci', right: null, why: null },
      { text: 'Celle-là', right: null, why: null },
    ]);
    expect(quiz(after([0, 'extra', { kind: 'ticked', ticked: [1] }]))).toEqual({
      question: 'Laquelle\u00a0?',
      ticked: [1],
      answers: [
        { text: 'Celle-ci', right: true, why: 'Oui.' },
        { text: 'Celle-là', right: false, why: 'Non.' },
      ],
    });
  });

  it('keeps a guess beside the truth, and shows no truth before', () => {
    const measured = { kind: 'measured', truth: 49_558 } as const;
    const guess = (...story: readonly Happened[]) => showStep(workshop, after(...story), 'tokens', world)?.guess;
    expect(guess([0, 'tokens', measured])).toMatchObject({ value: null, truth: null });
    const said = [0, 'tokens', { kind: 'guessed', guess: 5000 }] as const;
    expect(guess(said)).toMatchObject({ value: 5000, truth: null, unit: 'jetons' });
    expect(guess(said, [1, 'tokens', measured])).toMatchObject({ value: 5000, truth: 49_558 });
  });

  it('has the buttons of its step: what they do, to what', () => {
    const buttons = (step: string) => showStep(workshop, newProgress('x'), step, world)?.buttons;
    expect(buttons('run')?.map(({ does, name }) => [does, name])).toEqual([
      ['command', 'startPracticeSite'],
      ['run', 'inputs/page.ingest.yaml'],
    ]);
    expect(buttons('convert')).toEqual([
      { does: 'open', name: 'activities/conversion.ts', title: null, line: 3, given: [] },
    ]);
  });

  it('names the activity that a check runs, to be debugged; of another module nothing is', () => {
    const debugs = (of: Workshop, step: string) => showStep(of, newProgress('x'), step, world)?.debugs;
    expect([debugs(workshop, 'convert'), debugs(workshop, 'run')]).toEqual(['activities/conversion.ts', null]);
    const other = structuredClone(workshop);
    for (const check of other.parts.flatMap(({ steps }) => steps.flatMap(step => step.checks ?? [])))
      check.module = 'scripts/fetch.py';
    expect(debugs(other, 'convert')).toBeNull();
  });

  it('fills in what a step measured, and a dash where nothing was', () => {
    const progress = after([0, 'tokens', { kind: 'measured', truth: 49_558 }]);
    expect(fillSeen('De ${tokens} à ${later}.', progress, speech)).toBe('De 49\u202f558 à –.');
    expect(fillSeen(null, progress, speech)).toBeNull();
  });
});
