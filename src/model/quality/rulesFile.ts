/** `rules.yaml`, `trams.rules.json`, `validation_rules.json`. */
export const isRulesName = (file: string): boolean => /rules\.(?:ya?ml|json)$/i.test(file);

/** Only ours have these keys. */
const OWN_KEY =
  /^[{ \t]*"?(?:input_file|required_columns|not_null_columns|unique_columns|value_ranges|min_rows)"?[ \t]*:/m;

/** Other tools have it too: Prometheus, Firebase, Kubernetes, Semgrep. */
const RULES = /^[{ \t]*"?rules"?[ \t]*:/m;

/** How one of ours begins, or a word that is being typed. */
const OUR_RULE = /^(?:\w*$|(?:kind|columns?)\b)/;

/** It may begin with a key that others have as well, and then say its kind. */
const OUR_RULE_LATER = /^(?:id|severity|threshold)\b[^]*?[\s{,]"?kind"?[ \t]*:/;

/**
 * Whether a file that is called so is one of ours: it has a key of ours, or nothing is in it yet. By its text and not by
 * its value: it is being typed, and seldom whole.
 */
export function saysRules(text: string): boolean {
  const said = text.replace(/^\ufeff/, '').replaceAll(/^[ \t]*#.*$/gm, '');
  if (/^[\s{}]*$/.test(said) || OWN_KEY.test(said)) return true;
  const rules = RULES.exec(said);
  if (!rules) return false;
  const first = said.slice(rules.index + rules[0].length).replace(/^[\s[{"-]*/, '');
  return OUR_RULE.test(first) || OUR_RULE_LATER.test(first);
}

const DATA = /^[{ \t]*"?input_file"?[ \t]*:[ \t]*("(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|[^\s"'#,}][^\r\n#,}]*)/m;

/** What a rules file says its columns are to be looked up in, as it writes it, also while it is broken; else null. */
export function dataNamedIn(text: string): string | null {
  const written = DATA.exec(text)?.[1]?.trim();
  if (written === undefined) return null;
  if (written.startsWith('"')) return unescaped(written);
  return written.startsWith("'") ? written.slice(1, -1).replaceAll("''", "'") : written;
}

/** YAML has escapes that JSON has not: they stay as they stand. */
function unescaped(written: string): string {
  try {
    return String(JSON.parse(written));
  } catch {
    return written.slice(1, -1);
  }
}
