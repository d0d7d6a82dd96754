import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { openLearnerFolder } from '../adapters/workshop/learnerFolder.ts';
import { fail } from '../model/problem.ts';
import { ACTIVITY_FOLDER, ACTIVITY_TYPES } from '../model/workshop/activityFile.ts';
import { isWorkshopId } from '../model/workshop/workshopFile.ts';

/**
 * A small workshop, whole, in both languages: one step of each kind that one needs first. Its id is the only thing that
 * changes. Usage `file_exists`, and then nothing is written. `content`: what ships.
 */
export async function makeWorkshop(
  content: string,
  { parent, id }: { parent: string; id: string },
): Promise<{ file: string }> {
  if (!isWorkshopId(id)) throw fail('usage', 'workshop_bad_id', { id });
  const root = path.join(parent, id);
  const isThere = await stat(root).then(
    () => true,
    () => false,
  );
  if (isThere) throw fail('usage', 'file_exists', { path: root });
  const [from, to] = [openLearnerFolder(path.join(content, 'templates', 'workshop')), openLearnerFolder(root)];
  for (const name of await from.list()) {
    const bytes = await from.read(name);
    if (bytes) await to.write(name, name === 'workshop.yaml' ? named(bytes, id) : bytes);
  }
  const types = await readFile(path.join(content, ACTIVITY_FOLDER, ACTIVITY_TYPES));
  await to.write(`start/${ACTIVITY_FOLDER}/${ACTIVITY_TYPES}`, types);
  return { file: path.join(root, 'workshop.yaml') };
}

const named = (bytes: Uint8Array, id: string): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(bytes).replace(/^id: .*$/m, `id: ${id}`));
