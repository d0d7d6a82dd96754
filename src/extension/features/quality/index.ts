import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { chooseRules } from './chooseRules.ts';
import { createFindings } from './findings.ts';
import { quarantineRows } from './quarantine.ts';
import { chooseTarget } from './target.ts';
import { tellVerdict, validate, type Target } from './validate.ts';

/** Whether data are as they should be: rules over a file, a day or a dataset, and what is done about what they find. */
export function activate(guest: Guest): Pick<CommandHandlers, 'validateData' | 'showFindings' | 'quarantineRows'> {
  const findings = createFindings(guest);

  async function choose(given: unknown): Promise<Target | undefined> {
    const path = await chooseTarget(guest, given);
    const rules = path === undefined ? undefined : await chooseRules(guest, path);
    return path === undefined || !rules ? undefined : { path, rules };
  }

  async function find(target: Target | undefined) {
    const found = target && (await validate(guest, target));
    if (found) findings.keep(found);
    // VS Code may not watch where the verdicts are kept.
    if (found) await guest.call('refreshDatasets');
    return target && found && { target, found, findings };
  }

  return {
    validateData: async given => {
      const done = await find(await choose(given));
      if (!done) return;
      const quarantine = () => quarantineRows(guest, done).catch(guest.notices.thrown);
      // The command is done; whoever reads the notification does so later.
      tellVerdict(guest, done.found, { findings, quarantine }).catch(guest.notices.thrown);
    },
    showFindings: target => findings.show(target),
    quarantineRows: async given => {
      const done = await find(await choose(given));
      if (done) await quarantineRows(guest, done);
    },
  };
}
