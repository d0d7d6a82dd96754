/**
 * What every practice server is: original content on 127.0.0.1, with faults that a person switches on. node:http alone;
 * nothing leaves the machine.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fail } from '../../model/problem.ts';
import { answerAction, type ServerAction } from './answerAction.ts';
import type { FaultBoard } from './faultBoard.ts';
import { createFaultSwitch } from './faultSwitch.ts';
import { hasToken, hostIsOurs, isLoopback } from './guard.ts';
import { sendText } from './send.ts';

export interface ServerOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Default 127.0.0.1; any address that is not loopback demands the token for every request. */
  readonly host?: string;
  /** Default: made anew at each start. */
  readonly token?: string;
}

export interface PracticeServer {
  /** Address of the start page, with its slash. */
  readonly url: string;
  /** What `POST /_faults` asks for. */
  readonly token: string;
  readonly faults: Pick<FaultBoard, 'list' | 'set'>;
  /** Ends open connections too. */
  close(): Promise<void>;
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

export interface ServerContent {
  readonly board: FaultBoard;
  /** Answers GET and HEAD; must end the response, now or when the connection closes. */
  answer(exchange: Exchange): void;
  /** Addresses beside `/_faults` that take a POST. */
  readonly actions?: Readonly<Record<string, ServerAction>>;
}

interface Guarded {
  readonly token: string;
  readonly open: boolean;
  readonly port: () => number;
}

/** Starts serving. Problems: config `port_in_use`, `port_refused`, each with `host` and `port`. */
export async function openPracticeServer(options: ServerOptions, content: ServerContent): Promise<PracticeServer> {
  const { port = 0, host = '127.0.0.1', token = randomBytes(16).toString('hex') } = options;
  const server = createServer((request, response) => answer(guarded, content, { request, response }));
  const guarded: Guarded = { token, open: isLoopback(host), port: () => portOf(server) };
  await listen(server, port, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}/`,
    token,
    faults: { list: content.board.list, set: content.board.set },
    close: () => closeServer(server),
  };
}

function answer(guarded: Guarded, content: ServerContent, asked: Omit<Exchange, 'url'>): void {
  const { request, response } = asked;
  const target = `http://site.invalid${request.url?.startsWith('/') ? request.url : '/'}`;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (!url) return sendText(response, 400, 'This address cannot be read.');
  if (guarded.open && !hostIsOurs(request, guarded.port())) {
    return sendText(response, 403, 'This server answers to 127.0.0.1, localhost and [::1] only.');
  }
  if (!guarded.open && !hasToken(request, guarded.token, url.searchParams)) {
    return sendText(response, 401, 'This server needs its token: Authorization: Bearer TOKEN, or ?token=TOKEN.');
  }
  const action = url.pathname === '/_faults' ? createFaultSwitch(content.board) : content.actions?.[url.pathname];
  if (action) return answerAction(action, { request, response, token: guarded.token });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendText(response, 405, 'Only GET and HEAD.');
  }
  content.answer({ request, response, url });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(listenProblem(error, { host, port }));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function listenProblem(error: NodeJS.ErrnoException, where: { readonly host: string; readonly port: number }): Error {
  if (error.code === 'EADDRINUSE') return fail('config', 'port_in_use', where, error);
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') return fail('config', 'port_refused', where, error);
  return error;
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
