/** Key → sentence with `{name}` places. One per language, in l10n/. */
export type Catalogue = Readonly<Record<string, string>>;

export type Language = 'en' | 'fr';

/** A key that is missing is shown as itself, so that nothing is dropped in silence; a test keeps both catalogues complete. */
export function render(
  catalogue: Catalogue,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const text = catalogue[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}
