import type { WorkshopFiles } from '../folderState.ts';

/** A text that stands where another does, in every file: the practice site's usual address, and where it is served now. */
export type Replacement = readonly [usual: string, actual: string];

export const placeText = (text: string, replaced: readonly Replacement[]): string =>
  replaced.reduce((said, [usual, actual]) => said.replaceAll(usual, actual), text);

/** Files whose addresses are those of servers that were started for them; what is no text is left as it is. */
export const placeFiles = (files: WorkshopFiles, replaced: readonly Replacement[]): WorkshopFiles => ({
  list: () => files.list(),
  async read(path) {
    const bytes = await files.read(path);
    const text = bytes && textOf(bytes);
    return text === null || !replaced.some(([usual]) => text.includes(usual)) ? bytes : new TextEncoder().encode(placeText(text, replaced));
  },
});

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
