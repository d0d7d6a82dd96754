import { once } from 'node:events';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { fail } from '../model/problem.ts';
import { apiFaultNames } from '../adapters/practiceServer/api/faultCatalogue.ts';
import { faultNames } from '../adapters/practiceServer/site/faults.ts';
import type { Arguments } from './arguments.ts';
import type { PracticeApiRequest, PracticeServer, PracticeSiteRequest } from './engine.ts';
import type { Session } from './session.ts';

/** Where the practice site is served when nobody says where, and where the shipped input looks for it. */
export const USUAL_PORT = 4173;

/** What a practice server's help says of it. */
export const PRACTICE_SERVERS: Readonly<Record<string, { readonly url: string; readonly faults: readonly string[] }>> =
  {
    'practice-site': { url: `http://127.0.0.1:${USUAL_PORT}/`, faults: faultNames },
    'practice-api': { url: 'http://127.0.0.1:4174/', faults: apiFaultNames },
  };

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

export type Site = PracticeServer & { readonly token: string };

type Opener = Pick<Session, 'engine' | 'home'>;

/** The shipped site, served by this process. Its token switches faults on; a new one each time. */
export async function openPracticeSite(
  { engine, home }: Opener,
  request: Omit<PracticeSiteRequest, 'contentDir' | 'token'>,
): Promise<Site> {
  const token = newToken();
  const contentDir = join(home, 'workshop', 'practice-site');
  const { url, close } = await engine.startPracticeSite({ ...request, contentDir, token });
  return { url, token, close };
}

export async function openPracticeApi({ engine }: Opener, request: Omit<PracticeApiRequest, 'token'>): Promise<Site> {
  const token = newToken();
  const { url, close } = await engine.startPracticeApi({ ...request, token });
  return { url, token, close };
}

/** Of the web's `crypto`: `node:crypto` takes 2 ms of every help and refusal. */
const newToken = (): string => crypto.randomUUID().replaceAll('-', '');

/** Prints one line when it listens, then serves until the process is told to stop. `name` is the verb. */
export async function servePractice(
  args: Arguments,
  session: Session,
  name: 'practice-site' | 'practice-api',
  open: (where: { readonly host: string; readonly port: number }) => Promise<Site>,
): Promise<null> {
  const host = args.text('host') ?? '127.0.0.1';
  if (host !== 'localhost' && isIP(host) === 0)
    throw fail('usage', 'bad_value', { option: '--host', value: host, values: '127.0.0.1, 0.0.0.0, ::1, …' });
  const { url, token, close } = await open({ port: args.number('port') ?? 0, host });
  try {
    const key = name.replace('-', '_');
    if (!LOOPBACK.test(host)) session.report.log.write('warn', `${key}_public`, { host });
    const text = session.json
      ? JSON.stringify({ status: 'listening', url, token })
      : listeningText(session, name, { url, token });
    session.stdout.write(`${text}\n`);
    if (!session.signal.aborted) await once(session.signal, 'abort');
  } finally {
    await close();
  }
  return null;
}

/** With a line to copy: a switch that nobody finds is none. */
function listeningText(
  { texts: { human } }: Session,
  name: string,
  address: { readonly url: string; readonly token: string },
): string {
  const params = { ...address, faults: PRACTICE_SERVERS[name]?.faults.join(', ') ?? '' };
  return [
    human.say(`cli.${name.replace('-', '_')}.listening`, params),
    human.say(`cli.note.${name}`, params),
    human.say('cli.practice_site.stop'),
  ].join('\n');
}
