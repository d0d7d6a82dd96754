import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';

/** The index held against what the runs made. */
export function activate(guest: Guest): Pick<CommandHandlers, 'reconcile'> {
  return { reconcile: async () => (await import('./reconcile.ts')).reconcile(guest) };
}
