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

/** Sound YAML for anyone else: only an input may not hold it. */
const ONLY_HERE = /^yaml_(alias_bomb|several_documents|key_not_text)$/;

/** Faults that a draft-07 validator finds from the schema alone; ours beyond it (paths, passwords, addresses) stay. */
const SCHEMA = /^(bad_enum|missing_field|too_small|too_short|input_not_a_mapping|expected_\w+)$/;

/**
 * No message twice. Ours are the ones that stay wherever they can: they are in the user's language and name who must
 * act. We contribute neither `yamlValidation` nor `jsonValidation`, so nobody else knows our schema unless the file
 * names it.
 */
export function onlyOurs(problems: readonly InputProblem[], others: OtherTools): readonly InputProblem[] {
  const elsewhere = (code: string) =>
    (others.checksSyntax && SYNTAX.test(code) && !ONLY_HERE.test(code)) || (others.checksSchema && SCHEMA.test(code));
  return problems.filter(({ code }) => !elsewhere(code));
}

/** Completion and hover of keys are left to the other tool where it has the schema; both would list each key twice. */
export const suggestsHere = (others: OtherTools): boolean => !others.checksSchema;
