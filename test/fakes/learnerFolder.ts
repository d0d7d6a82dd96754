import type { LearnerFolder } from '../../src/engine/workshop/workshopPorts.ts';
import { fail } from '../../src/model/problem.ts';

export interface FakeLearnerFolder extends LearnerFolder {
  /** Path → text, sorted. */
  texts(): Readonly<Record<string, string>>;
}

/** A learner's folder in memory. */
export function createFakeLearnerFolder(given: Readonly<Record<string, string>> = {}): FakeLearnerFolder {
  const files = new Map<string, Uint8Array>(
    Object.entries(given).map(([file, text]) => [file, new TextEncoder().encode(text)]),
  );
  const listed = () => [...files.keys()].filter(isListed).sort();
  return {
    list: () => Promise.resolve(listed()),
    read: async file => files.get(checked(file)) ?? null,
    write: async (file, bytes) => void files.set(checked(file), bytes),
    remove: async file => void files.delete(checked(file)),
    texts: () =>
      Object.fromEntries([...files.keys()].sort().map(file => [file, new TextDecoder().decode(files.get(file))])),
  };
}

const isListed = (file: string): boolean =>
  file
    .split('/')
    .slice(0, -1)
    .every(folder => !folder.startsWith('.') && folder !== 'node_modules');

function checked(file: string): string {
  const parts = file.split('/');
  const leaves = parts.some(part => part === '..' || part === '.') || file === '' || /^(?:\/|\w:)|\0/.test(file);
  if (leaves) throw fail('config', 'path_outside', { path: file });
  return file;
}
