// How long a verb waits for what it acts on, in ms: a window on a busy machine takes 10 s to know all its commands.
export const LIMIT_MS = 30_000;

/** Text as a person reads it: VS Code draws spaces as no-break spaces, and icons as characters of a private area. */
export function plain(text) {
  return text
    .replace(/[\uE000-\uF8FF]/g, '')
    .replace(/\u00A0/g, ' ')
    .trim();
}
