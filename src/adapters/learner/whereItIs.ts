import type { OwnFrames } from '../../engine/learner/activityProcess.ts';
import { nameIn, type CodeFolder } from './ownFrames.ts';

/** A program that waits for something stands at no line: nothing pauses it. */
const PAUSE_MS = 2_000;

interface Frame {
  readonly functionName: string;
  readonly location: { readonly scriptId: string; readonly lineNumber: number };
}

/**
 * Where a program stands that does not answer any more: Node's debugger runs in a thread of its own and stops a loop in
 * the middle. Chrome DevTools Protocol, https://chromedevtools.github.io/devtools-protocol/tot/Debugger/
 */
export function whereItIs(address: string, folder: CodeFolder): Promise<OwnFrames> {
  const files = new Map<string, string>();
  const socket = new WebSocket(address);
  return new Promise<OwnFrames>(resolve => {
    socket.onerror = () => resolve([]);
    socket.onopen = () => {
      ['enable', 'pause'].forEach((method, id) => socket.send(JSON.stringify({ id, method: `Debugger.${method}` })));
      setTimeout(() => resolve([]), PAUSE_MS);
    };
    socket.onmessage = ({ data }) => {
      const { method, params } = readMessage(data);
      if (method === 'Debugger.scriptParsed') files.set(String(params['scriptId']), String(params['url']));
      if (method === 'Debugger.paused') resolve(framesOf(params['callFrames'], files, folder));
    };
  }).finally(() => socket.close());
}

function readMessage(data: unknown): { readonly method?: string; readonly params: Readonly<Record<string, unknown>> } {
  // SAFETY: the protocol's own messages; answers have no params.
  return { params: {}, ...(JSON.parse(String(data)) as object) };
}

function framesOf(frames: unknown, files: ReadonlyMap<string, string>, folder: CodeFolder): OwnFrames {
  // SAFETY: as the protocol says of `Debugger.paused`.
  return (frames as readonly Frame[]).flatMap(({ functionName, location }) => {
    const file = nameIn(files.get(location.scriptId) ?? '', folder);
    return file === undefined ? [] : [{ file, line: location.lineNumber + 1, name: functionName }];
  });
}
