import { once } from 'node:events';
import { isIP } from 'node:net';
import { fail } from '../../model/problem.ts';
import { faultNames } from '../../adapters/practiceServer/site/faults.ts';
import { openPracticeSite } from '../practiceServer.ts';
import type { Run } from '../session.ts';
import type { Words } from '../texts.ts';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

export const run: Run = async (args, session) => {
  const host = args.text('host') ?? '127.0.0.1';
  if (host !== 'localhost' && isIP(host) === 0)
    throw fail('usage', 'bad_value', { option: '--host', value: host, values: '127.0.0.1, 0.0.0.0, ::1, …' });
  const pages = args.number('pages');
  const request = { port: args.number('port') ?? 0, host, ...(pages === undefined ? {} : { pages }) };
  const site = await openPracticeSite(session, request);
  try {
    if (!LOOPBACK.test(host)) session.report.log.write('warn', 'practice_site_public', { host });
    const { url, token } = site;
    const { human } = session.texts;
    const text = session.json
      ? JSON.stringify({ status: 'listening', url, token })
      : listeningText(human, { url, token });
    session.stdout.write(`${text}\n`);
    if (!session.signal.aborted) await once(session.signal, 'abort');
  } finally {
    await site.close();
  }
  return null;
};

/** With a line to copy: a switch that nobody finds is none. */
function listeningText(words: Words, { url, token }: { readonly url: string; readonly token: string }): string {
  const params = { url, token, faults: faultNames.join(', ') };
  return [
    words.say('cli.practice_site.listening', params),
    words.say('cli.note.practice-site', params),
    words.say('cli.practice_site.stop'),
  ].join('\n');
}
