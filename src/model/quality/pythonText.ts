/** As Python's `repr` writes a text. */
export function pythonText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t]/g, found => ESCAPES[found] ?? found);
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** As Python's `str` writes a number that `json.load` has read: a float turns to exponents at 1e16 and below 1e-4. */
export function pythonNumber(value: number | bigint, isFloat = false): string {
  if (typeof value === 'bigint' || (Number.isSafeInteger(value) && !isFloat)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
