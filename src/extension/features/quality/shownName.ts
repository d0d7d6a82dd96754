import path from 'node:path';

/**
 * Of what VS Code calls relative, and leaves absolute outside the workspace: a report goes to others, whom the folders of
 * this machine tell nothing. With `/`, whatever the system: it is read elsewhere, too.
 */
export const shownName = (relative: string): string =>
  path.isAbsolute(relative) ? path.basename(relative) : relative.replaceAll('\\', '/');
