import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';

export function activate(guest: Guest): Pick<CommandHandlers, 'showLog'> {
  return { showLog: () => guest.log.show() };
}
