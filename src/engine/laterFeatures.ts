/**
 * What the data model knows and no code obeys yet, by class and field: every value of it, or these. Refused by name, so
 * that nobody believes it works, and never proposed.
 */
const LATER: Readonly<Record<string, 'any' | readonly unknown[]>> = {
  'StageConfiguration.task_queue': 'any',
};

export const isLaterField = (owner: string, field: string): boolean => LATER[`${owner}.${field}`] === 'any';

export function isLaterValue(owner: string, field: string, value: unknown): boolean {
  const later = LATER[`${owner}.${field}`];
  return later === 'any' || (later?.includes(value) ?? false);
}
