import { describe, expect, it } from 'vitest';
import { partItem, rowId, stepItem, workshopItem } from '../../../src/extension/features/workshop/view.ts';
import type { PartOutline, StepMark, StepStanding } from '../../../src/model/workshop/outline.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { textIn } from './catalogue.ts';
import { line } from './views.ts';

const [en, fr] = [textIn('en'), textIn('fr')];
const place = { folder: '/l', workDir: '/l/.ingestion-workshop', workshop: 'rag' };
const stepNode = { ...place, kind: 'workshopStep', step: 'convert' } as const;
const partNode = { ...place, kind: 'workshopPart', part: 'clean' } as const;
const rootNode = { ...place, kind: 'workshop' } as const;
const MINUTE = 60_000;

const mark = (more: Partial<StepMark> = {}): StepMark => ({
  ...{ id: 'convert', number: '3.2', title: 'Keep the [article]', kind: 'code', minutes: 8, spentMs: 0 },
  ...{ standing: 'ahead', isOptional: false, lacks: [] },
  ...more,
});

const part = (...steps: readonly StepMark[]): PartOutline => ({
  ...{ id: 'clean', number: 3, title: 'Clean', minutes: 25, steps },
  spentMs: steps.reduce((sum, { spentMs }) => sum + spentMs, 0),
});

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const step = (more: Partial<StepMark>, isHere = false, text = en) => stepItem(stepNode, mark(more), { isHere, text });

describe('a step in the tree', () => {
  it.each<[StepStanding, Partial<StepMark>, string]>([
    ['ahead', {}, '(discovered) 3.2 Keep the [article]  code · 8 min →'],
    ['open', { spentMs: 90_000 }, '(in-progress) 3.2 Keep the [article]  code · 2 of 8 min →'],
    ['failed', { spentMs: 6 * MINUTE }, '(error) 3.2 Keep the [article]  code · 6 of 8 min →'],
    ['passed', { spentMs: 29_000 }, '(pass) 3.2 Keep the [article]  code · 0 of 8 min →'],
    ['passed', { isOptional: true }, '(pass) 3.2 Keep the [article]  code · 8 min · optional →'],
  ])('that is %s has its shape, its kind and its minutes', (standing, more, said) => {
    expect(plain(line(step({ standing, ...more })))).toBe(said);
  });

  it('whose needs are not met says which, instead of that it is optional', () => {
    const { description, icon } = step({ standing: 'lacking', isOptional: true, lacks: ['temporal', 'network'] });
    expect(icon).toEqual({ codicon: 'circle-slash', color: 'descriptionForeground' });
    expect(description.split(' · ').slice(2)).toEqual([en.say('step.lacks.temporal'), en.say('step.lacks.network')]);
  });

  it('that one is at says so first, to the eye and to the ear, and a screen reader hears its standing, too', () => {
    const { description, accessibility } = step({ standing: 'failed', spentMs: 6 * MINUTE }, true, fr);
    expect(plain(description)).toBe('vous êtes ici · coder · 6 min sur 8');
    expect(plain(accessibility)).toBe('3.2 Keep the [article], pas encore réussie, vous êtes ici, coder, 6 min sur 8');
  });

  it('opens by a click; its title is no Markdown in the tooltip; once passed its menu is another', () => {
    const { command, tooltip, contextValue } = step({ standing: 'passed' });
    expect(command).toMatchObject({ id: 'ingestionWorkshop.openWorkshopStep', node: stepNode });
    expect(tooltip.split('  \n')[0]).toBe('3\\.2 Keep the \\[article\\]');
    expect([contextValue, step({}).contextValue]).toEqual(['step passed', 'step']);
  });
});

describe('a part in the tree', () => {
  it.each([
    ['(discovered) 3 Clean  25 min', [mark(), mark()]],
    ['(in-progress) 3 Clean  6 of 25 min', [mark({ standing: 'failed', spentMs: 6 * MINUTE }), mark()]],
    ['(pass) 3 Clean  5 of 25 min', [mark({ standing: 'passed', spentMs: 5 * MINUTE }), mark({ isOptional: true })]],
  ])('is %s', (said, steps) => {
    expect(plain(line(partItem(partNode, part(...steps), en)))).toBe(said);
  });

  it('is heard with its standing', () => {
    expect(plain(partItem(partNode, part(mark({ standing: 'passed' })), fr).accessibility)).toBe(
      '3 Clean, réussie, 25 min',
    );
  });
});

describe('a workshop in the tree', () => {
  it('that cannot be read says why, and has nothing below it', () => {
    const problem: Problem = { kind: 'data', code: 'workshop_gone', params: { id: 'rag', path: '/w/workshop.yaml' } };
    const item = workshopItem(rootNode, { ...place, outline: null, problem }, en);
    expect(item).toMatchObject({ label: 'rag', children: false, icon: { codicon: 'warning' } });
    expect(item.description).toContain('/w/workshop.yaml');
    expect(item.accessibility).toBe(`rag, ${item.description}`);
  });

  it('whose file has a fault leads to its line; only where progress cannot be read one can go on', () => {
    const [file, unread] = ['/w/workshop.yaml', '/l/progress.json'];
    const fault: Problem = { kind: 'config', code: 'bad_value', params: {}, file, line: 3, column: 5 };
    const other: Problem = { kind: 'config', code: 'progress_broken', params: {}, file: unread };
    const [faulty, broken] = [fault, other].map(problem =>
      workshopItem(rootNode, { ...place, outline: null, problem }, en),
    );
    expect(faulty).toMatchObject({
      command: { id: 'vscode.open', file, line: 3, column: 5 },
      contextValue: 'workshop',
    });
    expect(broken).toMatchObject({ command: { file: unread, line: 1 }, contextValue: 'workshop unread' });
  });

  it('has its title', () => {
    const outline = { title: 'Feed a knowledge base', parts: [], current: '' };
    const item = workshopItem(rootNode, { ...place, outline, problem: null }, en);
    expect(line(item)).toBe('(mortar-board) Feed a knowledge base');
    expect([item.children, item.accessibility]).toEqual([true, 'Feed a knowledge base']);
  });
});

it('no two rows have the same id', () => {
  const rows = [rootNode, { ...partNode, part: 'convert' }, stepNode];
  expect(new Set(rows.map(rowId)).size).toBe(rows.length);
});
