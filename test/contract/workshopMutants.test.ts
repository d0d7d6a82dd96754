import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCheckWorld } from '../../src/adapters/composeWorkshop.ts';
import { judgeStep } from '../../src/engine/workshop/judgeStep.ts';
import { readWorkshop } from '../../src/engine/workshop/readWorkshop.ts';
import type { WorkshopCheck } from '../../src/model/generated/types.ts';
import { allSteps } from '../../src/model/workshop/steps.ts';
import { createFakePorts } from '../fakes/ports.ts';
import { fakeFolder } from '../unit/cli/fakeWorld.ts';
import { mutateCode } from '../workshops/mutateCode.ts';

/** The code of every shipped solution with one thing changed fails its cases: there is no half a solution. */
const workshops = ['workshop', 'test/fixtures/workshops'].flatMap(room =>
  readdirSync(room)
    .map(name => path.join(room, name))
    .filter(folder => existsSync(path.join(folder, 'workshop.yaml'))),
);

const stepsOf = (root: string) => {
  const { workshop } = readWorkshop(readFileSync(path.join(root, 'workshop.yaml'), 'utf8'), { language: 'yaml' });
  return (workshop ? allSteps(workshop) : []).flatMap(step => {
    const cases = (step.checks ?? []).filter(({ kind }) => kind === 'cases');
    const { start } = workshop ?? {};
    const { files } = step.solution ?? {};
    const [{ module } = { module: null }] = cases;
    return files && module && start ? [{ id: step.id, step: { ...step, checks: cases }, files, module, start }] : [];
  });
};

describe.each(workshops)('%s', root => {
  test.each(stepsOf(root))('$id', { timeout: 300_000 }, async ({ step, files, module, start }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'iw-mutants-'));
    try {
      cpSync(path.join(root, start), folder, { recursive: true });
      cpSync(path.join(root, files), folder, { recursive: true });
      const passes = judgeIn(folder, root, step);
      expect(await passes(), 'the solution itself').toBe(true);
      const place = path.join(folder, module);
      const mutants = mutateCode(readFileSync(place, 'utf8'));
      const alive: string[] = [];
      for (const { name, text } of mutants) {
        writeFileSync(place, text);
        if (await passes()) alive.push(name);
      }
      expect(mutants.length).toBeGreaterThan(0);
      expect(alive).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function judgeIn(
  folder: string,
  root: string,
  step: { readonly checks: WorkshopCheck[] } & Parameters<typeof judgeStep>[1]['step'],
) {
  const { log } = createFakePorts();
  const world = openCheckWorld({
    folder,
    work: fakeFolder({ workDir: path.join(folder, '.w') }),
    log,
    cli: '',
    caseDeadlineMs: 5_000,
  });
  const read = async (name: string) => readFileSync(path.join(root, name), 'utf8');
  return async () => {
    const { checks } = await judgeStep(world, { files: { read }, step }, {}, new AbortController().signal);
    return checks.every(({ state }) => state === 'passed');
  };
}
