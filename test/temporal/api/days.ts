// Three rows a day, asked for by `from` and `to`; the days that fail answer as they are told to.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DaysApi {
  readonly url: string;
  readonly failing: Set<string>;
  /** Days in the order in which they were first asked for. */
  readonly asked: string[];
  answerWith(status: number): void;
  /** From now on nobody gets an answer, until they are let go. */
  hold(): void;
  letGo(): void;
  close(): Promise<unknown>;
}

export async function serveDays(): Promise<DaysApi> {
  const failing = new Set<string>();
  const asked: string[] = [];
  let status = 500;
  let [held, letGo] = [Promise.resolve(), (): void => undefined];
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? '', 'http://127.0.0.1').searchParams;
    const [day, from] = [query.get('from') ?? '', Number(query.get('offset') ?? 0)];
    if (!asked.includes(day)) asked.push(day);
    await held;
    if (failing.has(day)) return void response.writeHead(status).end();
    // Each day has a column that no other has: what one has written, the next must know.
    const rows = [1, 2, 3].map(at => ({ id: Number(day.replaceAll('-', '')) * 10 + at, day, [`of_${day}`]: at }));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(rows.slice(from)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: a server that listens on a port has this form of address.
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/rows`, failing, asked },
    answerWith: code => void (status = code),
    hold: () => void (held = new Promise(resolve => (letGo = resolve))),
    letGo: () => letGo(),
    close: () => new Promise(resolve => server.close(resolve).closeAllConnections()),
  };
}
