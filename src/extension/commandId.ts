import type { CommandName } from './commands.ts';

/** Apart from the table, whose 8 KB are read by the manifest's test, and by a window that is not trusted. */
export const commandId = <N extends CommandName>(name: N): `ingestionWorkshop.${N}` => `ingestionWorkshop.${name}`;
