import { deadLetterId, type DeadLetter, type DeadLetterDraft } from './deadLetter.ts';
import { isOwn, TAKEN_NAMES } from './ownColumns.ts';
import type { Row } from '../table/value.ts';

/** Of dead letters that were rows of a partition until a rule failed on them. */
const ROW_QUARANTINED = 'row_quarantined';

/**
 * @param row as it stood in the table: it is kept under the API's names, without our own columns
 * @param rules ids of those that failed on it
 */
export const quarantineLetter = (row: Row, rules: readonly string[], partitionDate: string): DeadLetterDraft => ({
  reason: { code: ROW_QUARANTINED, params: { rule: rules.join(', ') } },
  kind: 'data',
  partitionDate,
  record: givenRow(row),
  request: null,
});

function givenRow(row: Row): Row {
  const fields = Object.entries(row).filter(([name]) => !isOwn(name));
  return Object.fromEntries(fields.map(([name, value]) => [GIVEN.get(name) ?? name, value]));
}

/** Stored name → the API's. */
const GIVEN: ReadonlyMap<string, string> = new Map(TAKEN_NAMES.map(name => [`${name}_`, name]));

/** Nobody has repaired it: its record is the one that its id was made of. */
export const isHeld = (letter: DeadLetter, sha256: (text: string) => string): boolean =>
  letter.reason.code === ROW_QUARANTINED && deadLetterId(letter, sha256) === letter.id;
