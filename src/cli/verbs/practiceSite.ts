import { once } from 'node:events';
import { isIP } from 'node:net';
import { fail } from '../../model/problem.ts';
import { openPracticeSite } from '../practiceServer.ts';
import type { Run } from '../session.ts';

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
      : human.say('cli.practice_site.listening', { url, token });
    session.stdout.write(`${text}\n`);
    if (!session.signal.aborted) await once(session.signal, 'abort');
  } finally {
    await site.close();
  }
  return null;
};
