/** Lines of text as titles are written and compared. */

/** One line; no-break spaces stay, they are French typography. */
export function tidy(text: string): string {
  return text.replace(/[ \t\n\f\u200b\ufeff]+/g, ' ').trim();
}

/** A heading without its permalink sign. */
export function headingText(heading: Element): string {
  return (heading.textContent ?? '').replace(/\s*[¶#§🔗]\s*$/u, '');
}

/** Letters and digits only: spaces, quotes and dashes differ between the two spellings of one title. */
export function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
