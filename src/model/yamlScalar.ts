/** Words that YAML 1.1 takes for something else. */
const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** One value, also between brackets: JSON's text is YAML's; its own line breaks are not YAML 1.1's. */
export function yamlScalar(value: unknown): string {
  if (typeof value === 'string' && /^[A-Za-z_][\w./-]*$/.test(value) && !NOT_TEXT.test(value)) return value;
  return JSON.stringify(value).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Keys and values between braces: `kind: range, column: fare`. A pattern stays as it is, without doubled backslashes. */
export const yamlFields = (fields: Readonly<Record<string, unknown>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}: ${inFlow(value)}`)
    .join(', ');

function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string' && /^[ -~]*\\[ -~]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return yamlScalar(value);
}

/** Names that strangers gave may be in it: none of them ends the line. */
export const yamlComment = (sentence: string): string => `# ${sentence.replaceAll(BREAKS, ' ')}`;

const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
