/** Key → sentence with `{name}` places, and `{, line {line}}`: words that stand there only with what they name. One per language, in l10n/. */
export type Catalogue = Readonly<Record<string, string>>;

export type Language = 'en' | 'fr';

const PLACE = /\{([^{}\w][^{}]*)\{(\w+)\}\}|\{(\w+)\}/g;

/** A reason is mostly a sentence with its own full stop: the one of ours after it. */
const ENDED_TWICE = /(?<=[\p{L}\d)”»`]\.|[!?…])\.(?=\s|$)/gu;

/** A key that is missing is shown as itself, so that nothing is dropped in silence; a test keeps both catalogues complete. */
export function render(
  catalogue: Catalogue,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const text = catalogue[key] ?? key;
  const said = text.replace(PLACE, (place, words: string | undefined, named: string, name = named) =>
    words === undefined
      ? String(params[name] ?? place)
      : params[name] === undefined
        ? ''
        : words + String(params[name]),
  );
  return said.replace(ENDED_TWICE, '');
}
