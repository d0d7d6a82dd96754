import { expect, test } from 'vitest';
import { forTerminal } from '../../../src/cli/runProcess.ts';
import { createReporter } from '../../../src/cli/report.ts';
import { chooseTexts, duration, figure, languageOf, size } from '../../../src/cli/texts.ts';
import { command, fakeEngine, RUN } from './fakeWorld.ts';

const engine = fakeEngine({ folder: { runs: async () => [RUN] } });

const texts = await chooseTexts({});

test('a pipe gets one JSON object and one line of log for an error', async () => {
  const ran = await command(['search']);
  expect(ran.out.trim().split('\n')).toHaveLength(1);
  const line = JSON.parse(ran.err);
  expect(line).toMatchObject({ level: 'error', code: 'argument_missing', time: '2026-11-21T10:00:00.000Z' });
});

test('a page’s text cannot steer a terminal', () => {
  const text = 'a\u001b]0;title\u0007b\u001b[2Jc\u009b31md\re\bf\n\tg é 🚋';
  expect(forTerminal(text)).toBe('a]0;titleb[2Jc31mdef\n\tg é 🚋');
  expect(forTerminal('\r\u001b[K3 of 9')).toBe('\r\u001b[K3 of 9');
});

test('a terminal gets text, and an error on stderr only', async () => {
  expect((await command(['history'], { tty: true, engine })).out).not.toMatch(/^\{/);
  const ran = await command(['search'], { tty: true });
  expect(ran.out).toBe('');
  expect(ran.err).not.toMatch(/^\{/);
});

test('--json on a terminal prints JSON there, and so does --format json', async () => {
  expect((await command(['history', '--json'], { tty: true, engine })).json()['status']).toBe('success');
  expect((await command(['history', '--format', 'json'], { tty: true, engine })).json()['status']).toBe('success');
});

test('a bug is told without its stack, and with it under --log-level debug', async () => {
  const broken = fakeEngine({ folder: { runs: () => Promise.reject(new Error('boom')) } });
  const ran = await command(['history'], { engine: broken });
  expect([ran.code, ran.detail()['code'], ran.detail()['kind']]).toEqual([1, 'unexpected', 'system']);
  expect(ran.out + ran.err).not.toMatch(/\bat .*\(/);
  const debug = await command(['history', '--log-level', 'debug'], { engine: broken });
  expect(debug.err).toMatch(/\bat .*/);
  expect(debug.out).not.toMatch(/\bat .*\(/);
});

test('a signal leaves a verb that holds nothing at once', async () => {
  const stop = new AbortController();
  const forever = fakeEngine({ folder: { runs: () => new Promise(() => stop.abort()) } });
  const ran = await command(['history'], { engine: forever, world: { signal: stop.signal } });
  expect([ran.code, ran.detail()['code']]).toEqual([1, 'interrupted']);
});

test('progress is a line on a terminal, at most ten times a second, and never in a pipe', () => {
  let time = 0;
  let err = '';
  const world = (isTTY: boolean) => ({
    stderr: { isTTY, write: (text: string) => void (err += text) },
    now: () => new Date(time),
  });
  const options = { level: undefined, quiet: false, texts };
  const live = createReporter(world(true), options);
  for (time = 1000; time < 2000; time += 10) live.progress(`at ${time}`);
  expect(err.match(/at /g)).toHaveLength(10);
  err = '';
  createReporter(world(false), options).progress('x');
  createReporter(world(true), { ...options, quiet: true }).progress('x');
  expect(err).toBe('');
});

test('the log of a pipe is JSON lines whose own fields cannot be taken', () => {
  let err = '';
  const world = { stderr: { isTTY: false, write: (text: string) => void (err += text) }, now: () => new Date(0) };
  const { log } = createReporter(world, { level: 'info', quiet: false, texts });
  log.write('info', 'some_code', { level: 'x', uri: 'https://example.org/"' });
  log.write('debug', 'unseen');
  expect(JSON.parse(err)).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    message: 'some_code',
    code: 'some_code',
    uri: 'https://example.org/"',
  });
});

test("the terminal's language is the locale's", () => {
  expect(languageOf({ LANG: 'fr_FR.UTF-8' })).toBe('fr');
  expect(languageOf({ LC_ALL: 'C', LANG: 'fr_FR.UTF-8' })).toBe('en');
  expect(languageOf({ LC_ALL: '', LANG: 'fr' })).toBe('fr');
  expect(languageOf({})).toBe('en');
});

test('figures, times and sizes are written as each language writes them', () => {
  expect(figure(12345.6, 'en', 1)).toBe('12,345.6');
  expect(figure(12345.6, 'fr', 1)).toBe('12 345,6'.replace(' ', '\u202f'));
  expect(duration(850, 'en')).toBe('0.85 s');
  expect(duration(125_000, 'fr')).toBe('2 min 5 s');
  expect(size(20_000_000, 'fr')).toBe('20 Mo');
});
