import { createServer } from 'node:net';

/** A port of 127.0.0.1 that nobody listens on, for a server that wants to be told one. */
export function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
