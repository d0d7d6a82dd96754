/** One line; no-break spaces stay, they are French typography. */
export function tidy(text: string): string {
  return text.replace(/[ \t\n\f\u200b\ufeff]+/g, ' ').trim();
}
