import type { StepKindEnum, Workshop, WorkshopPart, WorkshopStep } from '../generated/types.ts';
import type { Progress } from './progress.ts';
import { said, type Spoken } from './said.ts';

/** What a step needs beside the tool. */
export type Requirement = NonNullable<WorkshopStep['requires']>[number];

/** `open`: looked at; `lacking`: what it requires is not here, so that it counts as optional. */
export type StepStanding = 'ahead' | 'open' | 'failed' | 'passed' | 'lacking';

/** A step in a line of steps. */
export interface StepMark {
  readonly id: string;
  /** `3.2`: its part, its place in it. */
  readonly number: string;
  readonly title: string;
  readonly kind: StepKindEnum;
  /** Planned. */
  readonly minutes: number;
  readonly spentMs: number;
  readonly standing: StepStanding;
  readonly isOptional: boolean;
  readonly lacks: readonly Requirement[];
}

export interface PartOutline {
  readonly id: string;
  /** From 1 on. */
  readonly number: number;
  readonly title: string;
  readonly minutes: number;
  readonly spentMs: number;
  readonly steps: readonly StepMark[];
}

/** A workshop as a tree shows it. */
export interface Outline {
  readonly title: string;
  readonly parts: readonly PartOutline[];
  /** The step that one is at; the first one that is left where nothing was looked at yet. */
  readonly current: string;
}

export interface OutlineWorld extends Spoken {
  /** What is not here, of all that a step may require. */
  readonly lacks: readonly Requirement[];
}

export function outlineOf(workshop: Workshop, progress: Progress, world: OutlineWorld): Outline {
  const parts = workshop.parts.map((part, at) => partOutline(part, at + 1, { progress, world }));
  const steps = parts.flatMap(part => part.steps);
  const known = progress.current !== null && steps.some(({ id }) => id === progress.current?.step);
  const left = steps.find(step => isOwed(step)) ?? steps.at(-1);
  return {
    title: said(workshop.title, world) ?? workshop.id,
    parts,
    current: (known ? progress.current?.step : left?.id) ?? '',
  };
}

/** Must be done, and is not. */
const isOwed = ({ standing, isOptional }: StepMark): boolean => standing !== 'passed' && !isOptional;

interface PartWorld {
  readonly progress: Progress;
  readonly world: OutlineWorld;
}

function partOutline(part: WorkshopPart, number: number, { progress, world }: PartWorld): PartOutline {
  const steps = part.steps.map((step, at): StepMark => {
    const known = progress.steps[step.id];
    const lacks = (step.requires ?? []).filter(one => world.lacks.includes(one));
    return {
      ...{ id: step.id, number: `${number}.${at + 1}`, title: said(step.title, world) ?? step.id, kind: step.kind },
      ...{ minutes: step.minutes, spentMs: known?.spentMs ?? 0, lacks },
      standing: lacks.length > 0 && known?.state !== 'passed' ? 'lacking' : (known?.state ?? 'ahead'),
      isOptional: step.optional === true || lacks.length > 0,
    };
  });
  return {
    ...{ id: part.id, number, title: said(part.title, world) ?? part.id, minutes: part.minutes, steps },
    spentMs: steps.reduce((sum, { spentMs }) => sum + spentMs, 0),
  };
}

/** How a part stands as a whole: `open` as soon as one of its steps was begun. */
export function partStanding({ steps }: PartOutline): 'ahead' | 'open' | 'passed' {
  if (steps.every(step => !isOwed(step)) && steps.some(step => step.standing === 'passed')) return 'passed';
  return steps.some(({ standing }) => standing !== 'ahead' && standing !== 'lacking') ? 'open' : 'ahead';
}

const MINUTE_MS = 60_000;

/**
 * How far behind the plan a part is, in minutes, at this step: what was used, less what was planned until here. Negative:
 * ahead; null where the part has no clock: none of its minutes is planned.
 */
export function minutesLate({ minutes, steps }: PartOutline, step: string): number | null {
  if (minutes === 0) return null;
  const at = steps.findIndex(({ id }) => id === step);
  const until = steps.slice(0, at + 1).filter(({ id, isOptional, spentMs }) => !isOptional || spentMs > 0 || id === step);
  const planned = until.reduce((sum, mark) => sum + mark.minutes, 0);
  const used = until.reduce((sum, { spentMs }) => sum + spentMs, 0);
  const here = steps[at];
  // A step that goes on may still take what is left of its time.
  const open = here && here.standing !== 'passed' ? Math.max(0, here.minutes * MINUTE_MS - here.spentMs) : 0;
  return Math.round((used + open) / MINUTE_MS) - planned;
}
