/** Kept with the workspace while a window uses a server: the next one connects by itself. */
export const IN_USE = 'temporal in use';
