import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Verdict } from '../../model/workshop/stepView.ts';
import { readVerdicts, withVerdict, writeVerdicts, type KeptVerdict, type KeptVerdicts } from '../../model/workshop/keptVerdicts.ts';
import { writeDurably } from '../durableFile.ts';

export interface StepLook {
  /** Of what is remembered of the workshop: absolute. */
  readonly folder: string;
  readonly step: string;
  /** How often the step was looked at by then. */
  readonly look: number;
}

/** The last verdict of each step, beside the progress: a window that comes back shows it again. */
export interface VerdictFiles {
  /** Null where none of that look was kept. */
  read(look: StepLook): Promise<Verdict | null>;
  /** Where it cannot be written, or says too much, it is known as long as this lives. */
  keep(look: StepLook, verdict: Verdict): Promise<void>;
}

export function createVerdictFiles(): VerdictFiles {
  const own = new Map<string, KeptVerdict>();
  let last: Promise<void> = Promise.resolve();
  async function write({ folder, step }: StepLook, kept: KeptVerdict): Promise<void> {
    const after = withVerdict(await readFrom(folder), step, kept);
    await writeDurably(fileIn(folder), writeVerdicts(after)).catch(() => undefined);
  }
  return {
    async read({ folder, step, look }) {
      const isOf = (kept: KeptVerdict | undefined) => (kept?.look === look ? kept.verdict : null);
      return isOf(own.get(nameOf(folder, step))) ?? isOf((await readFrom(folder)).get(step));
    },
    keep(at, verdict) {
      const kept = { look: at.look, verdict };
      own.set(nameOf(at.folder, at.step), kept);
      last = last.then(() => write(at, kept));
      return last;
    },
  };
}

const fileIn = (folder: string): string => path.join(folder, 'verdicts.json');
const nameOf = (folder: string, step: string): string => `${folder} ${step}`;

/** None where there is no such file. */
const readFrom = (folder: string): Promise<KeptVerdicts> =>
  readFile(fileIn(folder), 'utf8').then(readVerdicts, () => new Map());
