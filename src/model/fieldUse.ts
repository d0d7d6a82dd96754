/** How a field of the data model, or a member of an enumeration, is used in one run. */
export interface FieldUse {
  readonly runId: string;
  /** RFC 3339. */
  readonly startedAt: string;
  /** Things of that type in the run; of a member, all values of its enumeration. */
  readonly total: number;
  /** Those in which the field says something. */
  readonly present: number;
  /** How many different values there are, and the first of them with how often each is there. */
  readonly different: number;
  readonly values: readonly FieldValue[];
}

export interface FieldValue {
  /** As JSON, text without its quotation marks; cut. */
  readonly text: string;
  readonly count: number;
  /** The first Source that has it; null in a part of the input that belongs to no Source. */
  readonly uri: string | null;
}
