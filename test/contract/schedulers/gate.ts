// Stands before an API and lets its answers through, or holds them: a run is then at work for as long as a test wants.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gate {
  readonly url: string;
  /** From now on so many more answers pass, the others wait. */
  close(passing?: number): void;
  /** What waits goes on, and whatever comes. */
  open(): void;
  /** When an answer waits. */
  whenHeld(): Promise<void>;
  end(): Promise<void>;
}

export async function openGate(api: string): Promise<Gate> {
  let passing = Number.POSITIVE_INFINITY;
  const held: (() => void)[] = [];
  const tell: (() => void)[] = [];
  const server = createServer((request, response) => {
    const go = (): void => void forward(new URL(request.url ?? '', api), response);
    if ((passing -= 1) >= 0) return go();
    held.push(go);
    for (const resolve of tell.splice(0)) resolve();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: the address of a server that listens on a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: (more = 0) => (passing = more),
    open: () => {
      passing = Number.POSITIVE_INFINITY;
      for (const go of held.splice(0)) go();
    },
    whenHeld: () => new Promise(resolve => (held.length > 0 ? resolve() : tell.push(resolve))),
    end: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

/** Whoever asked may have gone meanwhile. */
async function forward(address: URL, response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  try {
    const answer = await fetch(address);
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(body);
  } catch {
    response.destroy();
  }
}
