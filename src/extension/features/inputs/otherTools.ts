import type { InputProblem } from '../../../protocol/engine.ts';

/** What else in this editor reads the same file. */
export interface OtherTools {
  /** The Red Hat YAML extension, for YAML; VS Code's own JSON validation, for JSON. */
  readonly checksSyntax: boolean;
  /** One of them was given a schema by the file itself: it knows keys and values as we do. */
  readonly checksSchema: boolean;
}

/** The language's own faults: anyone who parses the file finds them. */
const SYNTAX = /^(yaml|json)_|^duplicate_key$/;

/** Faults that a draft-07 validator finds from the schema alone; ours beyond it (paths, passwords, addresses) stay. */
const SCHEMA = new Set(['bad_enum', 'missing_field', 'too_small', 'too_short', 'wrong_type', 'not_above']);

/**
 * No message twice. Ours are the ones that stay wherever they can: they are in the user's language and name who must
 * act. We contribute neither `yamlValidation` nor `jsonValidation`, so nobody else knows our schema unless the file
 * names it.
 */
export function onlyOurs(problems: readonly InputProblem[], others: OtherTools): readonly InputProblem[] {
  return problems.filter(
    ({ code }) => !(others.checksSyntax && SYNTAX.test(code)) && !(others.checksSchema && SCHEMA.has(code)),
  );
}

/** Completion and hover of keys are left to the other tool where it has the schema; both would list each key twice. */
export const suggestsHere = (others: OtherTools): boolean => !others.checksSchema;
