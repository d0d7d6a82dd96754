import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';

/** A collection as a file for other programs. */
export function activate(guest: Guest): Pick<CommandHandlers, 'exportIndex'> {
  return { exportIndex: async () => (await import('./exportIndex.ts')).exportIndex(guest) };
}
