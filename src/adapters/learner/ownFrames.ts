import type { CodePlace, OwnFrames } from '../../engine/learner/activityProcess.ts';

/** How many of the learner's frames are kept: a recursion without end has ten. */
const KEPT = 10;
const FRAME = /^\s*at (?:async )?(?:(.*?) \()?(?:file:\/\/)?([^()]*?):(\d+):\d+\)?$/;

/** Of a stack, the lines that lie in the learner's folder, under their names there. */
export function ownFrames(stack: string, folder: string): OwnFrames {
  const frames = stack.split('\n').flatMap(line => {
    const [, name = '', file = '', number] = FRAME.exec(line) ?? [];
    const own = nameIn(file, folder);
    return own === undefined ? [] : [{ file: own, line: Number(number), name }];
  });
  return frames.slice(0, KEPT);
}

/** Node writes the place of a fault in a text over the stack: `file:///…/scraping.ts:3`. */
export function syntaxPlace(stack: string, folder: string): CodePlace | null {
  for (const line of stack.split('\n')) {
    const [, file = '', number] = /^(?:file:\/\/)?(.+?):(\d+)$/.exec(line.trim()) ?? [];
    const own = nameIn(file, folder);
    if (own !== undefined) return { file: own, line: Number(number) };
  }
  return null;
}

/** The name of a file in the folder, with `/`; `file:` addresses escape spaces, and have a slash before a drive. */
export function nameIn(file: string, folder: string): string | undefined {
  const plain = (text: string): string => text.replaceAll('\\', '/').replace(/^\/(?=[A-Za-z]:)/, '');
  const [path, root] = [plain(decode(file.replace(/^file:\/\//, ''))), `${plain(folder)}/`];
  return path.startsWith(root) ? path.slice(root.length) : undefined;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A plain path with a percent sign.
  }
}
