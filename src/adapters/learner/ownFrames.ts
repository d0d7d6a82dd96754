import path from 'node:path';
import type { CodePlace, OwnFrames } from '../../engine/learner/activityProcess.ts';

/** Where a learner's files lie while they run. */
export interface CodeFolder {
  /** All of them are in here. */
  readonly root: string;
  /** Their names are relative to this one: one that begins with `..` lies beside it. */
  readonly folder: string;
}

/** How many of the learner's frames are kept: a recursion without end has ten. */
const KEPT = 10;
const FRAME = /^\s*at (?:async )?(?:(.*?) \()?(?:file:\/\/)?([^()]*?):(\d+):\d+\)?$/;

/** Of a stack, the lines that lie in the learner's folder, under their names there. */
export function ownFrames(stack: string, folder: CodeFolder): OwnFrames {
  const frames = stack.split('\n').flatMap(line => {
    const [, name = '', file = '', number] = FRAME.exec(line) ?? [];
    const own = nameIn(file, folder);
    return own === undefined ? [] : [{ file: own, line: Number(number), name }];
  });
  return frames.slice(0, KEPT);
}

/** Node writes the place of a fault in a text over the stack: `file:///…/scraping.ts:3`. */
export function syntaxPlace(stack: string, folder: CodeFolder): CodePlace | null {
  for (const line of stack.split('\n')) {
    const [, file = '', number] = /^(?:file:\/\/)?(.+?):(\d+)$/.exec(line.trim()) ?? [];
    const own = nameIn(file, folder);
    if (own !== undefined) return { file: own, line: Number(number) };
  }
  return null;
}

/** The name of a learner's file, with `/`; `file:` addresses escape spaces, and have a slash before a drive. */
export function nameIn(file: string, { root, folder }: CodeFolder): string | undefined {
  const plain = (text: string): string => text.replaceAll('\\', '/').replace(/^\/(?=[A-Za-z]:)/, '');
  const own = plain(decode(file.replace(/^file:\/\//, '')));
  return own.startsWith(`${plain(root)}/`) ? path.posix.relative(plain(folder), own) : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A plain path with a percent sign.
  }
}
