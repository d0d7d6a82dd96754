import type { LearnerBackups, Snapshot } from '../../src/engine/workshop/backups.ts';
import { fail } from '../../src/model/problem.ts';

/** Backups in memory, all of them kept. */
export function createFakeBackups(): LearnerBackups {
  const kept: { name: string; snapshot: Snapshot }[] = [];
  const at = (name: string): number => kept.findIndex(one => one.name === name);
  let made = 0;
  return {
    async keep(snapshot) {
      const name = `2026-11-23T09-00-00-${String(made++).padStart(3, '0')}Z@${snapshot.workshop}`;
      kept.unshift({ name, snapshot });
      return name;
    },
    list: async () => kept.map(({ name, snapshot: { workshop, reason } }) => ({ name, workshop, reason })),
    async open(name) {
      const found = kept[at(name)];
      if (!found) throw fail('usage', 'workshop_no_backup', { backup: name });
      return found.snapshot;
    },
    drop: async name => void (at(name) >= 0 && kept.splice(at(name), 1)),
  };
}
