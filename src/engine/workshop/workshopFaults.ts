import { CHECK_KEYS, CODE_HINTS, CODE_MISTAKES, STEP_NEEDS } from '../../model/workshop/checkKeys.ts';
import { isWorkshopId } from '../../model/workshop/workshopFile.ts';
import { fieldOf, shown, type InputFault } from '../inputFault.ts';
import { classOf, isRecord } from '../inputModel.ts';
import type { TextPath } from '../textTree.ts';
import { textFaults } from './textFaults.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What no schema can say of a workshop. Values of a wrong type are passed over: the schema tells them. */
export function workshopFaults(value: unknown): InputFault[] {
  if (!isRecord(value)) return [];
  const parts = itemsOf(value['parts'], ['parts']);
  const steps = parts.flatMap(({ fields, path }) => itemsOf(fields['steps'], [...path, 'steps']));
  return [
    ...emptyList(value, 'languages', []),
    ...emptyList(value, 'parts', []),
    ...[{ fields: value, path: [] }, ...parts, ...steps].flatMap(idFaults),
    ...sameIds(parts),
    ...sameIds(steps),
    ...parts.flatMap(partFaults),
    ...steps.flatMap(stepFaults),
    ...seenFaults(parts, steps),
    ...textFaults(value),
  ];
}

export interface Item {
  readonly fields: Fields;
  readonly path: TextPath;
}

const itemsOf = (list: unknown, path: TextPath): Item[] =>
  (Array.isArray(list) ? list : []).flatMap((fields: unknown, at) =>
    isRecord(fields) ? [{ fields, path: [...path, at] }] : [],
  );

const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

const idFaults = ({ fields: { id }, path }: Item): InputFault[] =>
  typeof id === 'string' && id !== '' && !isWorkshopId(id) ? [fault([...path, 'id'], 'workshop_bad_id', { id: shown(id) })] : [];

function sameIds(items: readonly Item[]): InputFault[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ fields: { id }, path }) => {
    if (id === undefined || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [fault([...path, 'id'], 'workshop_id_twice', { id: shown(id) })];
  });
}

function emptyList(fields: Fields, key: string, path: TextPath): InputFault[] {
  const list = fields[key];
  return Array.isArray(list) && list.length === 0
    ? [fault([...path, key], 'workshop_empty_list', { field: fieldOf([...path, key]) })]
    : [];
}

function partFaults({ fields, path }: Item): InputFault[] {
  const { minutes } = fields;
  const planned = itemsOf(fields['steps'], []).filter(({ fields: step }) => step['optional'] !== true);
  const sum = planned.reduce((total, { fields: step }) => total + Number(step['minutes']), 0);
  const differs = typeof minutes === 'number' && Number.isFinite(sum) && minutes !== sum;
  return [
    ...emptyList(fields, 'steps', path),
    ...(differs ? [fault([...path, 'minutes'], 'workshop_minutes', { minutes, sum })] : []),
  ];
}

/** What `seen` quotes is measured by a step that asks to guess; another's name would stay a dash for ever. */
function seenFaults(parts: readonly Item[], steps: readonly Item[]): InputFault[] {
  const measuring = steps.flatMap(({ fields }) => (isRecord(fields['guess']) ? [fields['id']] : []));
  return parts.flatMap(({ fields: { seen }, path }) =>
    Object.entries(isRecord(seen) ? seen : {}).flatMap(([language, text]) =>
      [...String(text).matchAll(/\$\{([^}]*)\}/g)].flatMap(([, step = '']) =>
        measuring.includes(step) ? [] : [fault([...path, 'seen', language], 'workshop_seen_unknown', { step: shown(step) })],
      ),
    ),
  );
}

function stepFaults({ fields, path }: Item): InputFault[] {
  const kind = String(fields['kind']);
  const needs = Object.entries(STEP_NEEDS).find(([known]) => known === kind)?.[1] ?? [];
  const missing = needs.filter(key => !(key in fields) || (Array.isArray(fields[key]) && lengthOf(fields[key]) === 0));
  return [
    ...missing.map(key => fault([...path, 'kind'], 'workshop_step_needs', { kind, missing: key })),
    ...guessFaults(kind, fields['guess'], path),
    ...(kind === 'code' ? codeFaults({ fields, path }) : []),
    ...itemsOf(fields['actions'], [...path, 'actions']).flatMap(actionFaults),
    ...itemsOf(fields['checks'], [...path, 'checks']).flatMap(checkFaults),
    ...solutionFaults(fields['solution'], [...path, 'solution']),
    ...(isRecord(fields['quiz']) ? quizFaults(fields['quiz'], [...path, 'quiz']) : []),
  ];
}

/** A preview needs to be told of what. */
const guessFaults = (kind: string, guess: unknown, path: TextPath): InputFault[] =>
  isRecord(guess) && guess['truth'] === 'previewed' && !('input' in guess)
    ? [fault([...path, 'guess', 'truth'], 'workshop_step_needs', { kind, missing: 'guess.input' })]
    : [];

function codeFaults({ fields, path }: Item): InputFault[] {
  const wanted = [
    { key: 'hints', count: CODE_HINTS, code: 'workshop_code_hints' },
    { key: 'mistakes', count: CODE_MISTAKES, code: 'workshop_code_mistakes' },
  ];
  return wanted.flatMap(({ key, count, code }) => {
    const found = lengthOf(fields[key]);
    return found === 0 || found === count ? [] : [fault([...path, key], code, { count: found })];
  });
}

const ACTS = ['command', 'open', 'run'];

function actionFaults({ fields, path }: Item): InputFault[] {
  const acts = ACTS.filter(key => key in fields);
  return acts.length === 1 ? [] : [fault(path, 'workshop_action_one', { acts: acts.join(', ') || '–' })];
}

function checkFaults({ fields, path }: Item): InputFault[] {
  const kind = String(fields['kind']);
  const keys = Object.entries(CHECK_KEYS).find(([known]) => known === kind)?.[1];
  if (!keys) return [];
  const known = classOf({ kind: 'reference', name: 'WorkshopCheck' })?.fields.map(({ name }) => name) ?? [];
  const read = new Set(['kind', 'title', 'why', 'hidden', ...keys.needs.flat(), ...keys.may]);
  const missing = keys.needs.filter(group => !group.some(key => key in fields));
  const idle = Object.keys(fields).filter(key => known.includes(key) && !read.has(key));
  return [
    ...missing.map(group => fault([...path, 'kind'], 'workshop_check_needs', { kind, missing: group.join(' / ') })),
    ...idle.map((key): InputFault => ({ ...fault([...path, key], 'workshop_check_idle', { kind, key }), at: 'key' })),
  ];
}

const solutionFaults = (solution: unknown, path: TextPath): InputFault[] =>
  isRecord(solution) && !('files' in solution) && !('run' in solution) ? [fault(path, 'workshop_solution_empty')] : [];

function quizFaults(quiz: Fields, path: TextPath): InputFault[] {
  const answers = itemsOf(quiz['answers'], [...path, 'answers']);
  if (answers.length < 2) return [fault([...path, 'answers'], 'workshop_quiz_answers', { count: answers.length })];
  return answers.some(({ fields }) => fields['right'] === true)
    ? []
    : [fault([...path, 'answers'], 'workshop_quiz_none_right')];
}

const fault = (path: TextPath, code: string, params: InputFault['params'] = {}): InputFault => ({
  ...{ path, at: 'value', code, params },
});
