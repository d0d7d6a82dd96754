import * as module from 'node:module';

/** A file is stripped once, and run for each Source. */
const KEPT = 100;

/** Tells the process that it has nothing to strip any more: loading Node's own stripper takes as long as Node itself. */
export const STRIPPED = '// types are stripped\n';

/**
 * Node's own stripper (SWC in WebAssembly), where this runtime has it: types become spaces, so that lines and columns
 * stay. What it refuses is left as it is: the process that runs it says why, and where.
 */
export function createStripper(): (text: string) => string {
  const known = new Map<string, string>();
  return text => {
    const stripped = known.get(text) ?? stripOnce(text);
    known.set(text, stripped);
    for (const oldest of [...known.keys()].slice(0, -KEPT)) known.delete(oldest);
    return stripped;
  };
}

function stripOnce(text: string): string {
  const strip = 'stripTypeScriptTypes' in module ? module.stripTypeScriptTypes : undefined;
  if (!strip) return text;
  // Node calls it experimental, once a process, on the person's terminal.
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return `${strip(text)}\n${STRIPPED}`;
  } catch {
    return text;
  } finally {
    process.emitWarning = emitWarning;
  }
}
