import type { CommandEntry, Place } from '../../../src/extension/commandEntry.ts';
import { commandId } from '../../../src/extension/commandId.ts';
import { enablementOf, RUNS_WHEN, type CommandName } from '../../../src/extension/commands.ts';

/** `contributes.commands` and `contributes.menus` as the command table has them. */

export function contributionsOf(table: Readonly<Record<string, CommandEntry>>) {
  // SAFETY: the table's keys are the names; a test may hand over a table of its own.
  const entries = Object.entries(table) as [CommandName, CommandEntry][];
  const commands = entries.map(([name, entry]) => ({
    command: commandId(name),
    category: '%category%',
    title: `%command.${name}%`,
    ...(entry.icon !== undefined && { icon: entry.icon }),
    ...(enablementOf(entry) !== undefined && { enablement: enablementOf(entry) }),
  }));
  const menus: Record<string, object[]> = {};
  const add = (menu: string, item: object) => (menus[menu] ??= []).push(item);
  for (const [name, entry] of entries) {
    for (const { menu, when, group } of entry.places)
      add(menu, { command: commandId(name), when: whenOf({ menu, when, group }, entry), group });
    if (entry.palette === 'hidden') add('commandPalette', { command: commandId(name), when: 'false' });
  }
  return { commands, menus };
}

/** A button in an editor's or a file's menu is not there at all where it could not work. */
function whenOf({ menu, when }: Place, entry: CommandEntry): string {
  return menu.startsWith('view') || !entry.runs ? when : `${RUNS_WHEN} && (${when})`;
}
