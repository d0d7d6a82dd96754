import { describe, expect, test } from 'vitest';
import { command } from './fakeWorld.ts';
import { processorMs } from '../../fakes/processorTime.ts';

/** argv → code and what of the detail matters. */
const CASES: readonly [argv: string, code: string, params?: Record<string, unknown>][] = [
  ['', 'verb_missing'],
  ['serch x', 'unknown_verb', { verb: 'serch', nearest: 'search' }],
  ['mcp', 'unknown_verb'],
  ['ask', 'argument_missing', { argument: 'QUESTION', verb: 'ask' }],
  ['search x --evaluate q.yaml', 'question_and_evaluate'],
  ['search x --filter =y', 'filter_unreadable', { filter: '=y' }],
  ['search x --mmr 1.1', 'bad_number', { option: '--mmr', value: '1.1', range: '0–1' }],
  ['--json search x', 'verb_first', { option: '--json' }],
  ['search x --colection a', 'unknown_option', { option: '--colection', verb: 'search', nearest: '--collection' }],
  ['search x --zzzzzzzz=secret', 'unknown_option', { option: '--zzzzzzzz', verb: 'search' }],
  ['search x -k 3', 'unknown_option', { option: '-k', verb: 'search', nearest: '--k' }],
  ['search', 'argument_missing', { argument: 'QUESTION', verb: 'search' }],
  ['search last bus', 'too_many_arguments', { argument: 'bus', verb: 'search' }],
  ['search x --k', 'option_needs_value', { option: '--k', value: 'N' }],
  ['search x --collection --json', 'option_needs_value'],
  ['search x --collection=', 'option_needs_value'],
  ['search x --k 0', 'bad_number', { option: '--k', value: '0', range: '1–1000' }],
  ['search x --k 1.5', 'bad_number'],
  ['search x --k 0x10', 'bad_number'],
  ['search x --k 3 --k 4', 'option_repeated', { option: '--k' }],
  ['search x --json=yes', 'option_takes_no_value'],
  ['search x --log-level loud', 'bad_value'],
  ['search x --database-uri mysql://h/db', 'bad_value'],
  ['ingest a.yaml --only convertio', 'bad_value', { option: '--only', value: 'convertio', nearest: 'CONVERTION' }],
  ['ingest a.yaml --only SCRAPING --from CHUNKING', 'option_conflict'],
  ['ingest a.yaml --run-id ../x', 'bad_run_id'],
  ['ingest a.yaml --user-agent ☃', 'bad_value', { option: '--user-agent' }],
  ['ingest a.yaml --header Content-Length:env:INGESTION_WORKSHOP_X', 'header_reserved', { header: 'Content-Length' }],
  ['ingest a.yaml --max-errors 101%', 'bad_value'],
  ['ingest a.yaml --max-errors 1.5', 'bad_value'],
  ['prune', 'prune_needs_a_limit'],
  ['models --out x', 'option_missing', { option: '--language', verb: 'models' }],
  ['convert a.html b.html', 'out_dir_missing'],
  ['convert a.html b.html --out-dir x --url https://example.org/', 'url_of_several'],
  ['chunk a.md --method headings', 'bad_value', { option: '--method', nearest: 'heading' }],
  ['chunk a.md --chunk-size 50', 'overlap_too_big', { overlap: 100, size: 50 }],
  ['propose-rules --input-file a.parquet --out a.json', 'rules_in_yaml', { path: 'a.json' }],
  ['practice-site --host nowhere.example', 'bad_value'],
  ['practice-api --rows -1', 'bad_number'],
  ['resume --cancel', 'option_missing', { verb: '--cancel', option: '--back-end temporal' }],
  ['ingest a.yaml --back-end spark', 'bad_value', { option: '--back-end' }],
  ['history --back-end temporal --address nowhere', 'bad_value', { option: '--address' }],
];

describe('wrong usage is refused by name with exit 2', () => {
  test.each(CASES)('%s', async (argv, code, params = {}) => {
    const ran = await command(argv.split(' ').filter(Boolean));
    expect(ran.code).toBe(2);
    expect(ran.json()['status']).toBe('error');
    expect(ran.detail()).toMatchObject({ kind: 'usage', code, params });
    expect(ran.out).not.toContain('secret');
  });
});

describe('secrets in arguments', () => {
  test.each([
    ['search', 'x', '--database-uri', 'postgresql://me:hunter2@h/db'],
    ['search', 'x', '--database-uri=postgresql://me@h/db?password=hunter2'],
    ['search', 'x', '--database-uri', 'postgresql+psycopg://me:hunter2/#@h/db'],
    ['search', 'x', '--database-uri', 'postgresql://${env:WHO}:hunter2@h/db'],
    ['ingest', 'a.yaml', '--source', 'https://me:hunter2@example.org/'],
    ['ingest', 'a.yaml', '--header', 'Authorization: Bearer hunter2'],
  ])('are refused and not repeated: %s %s %s %s', async (...argv) => {
    const ran = await command(argv);
    expect(ran.code).toBe(2);
    expect(['password_in_argument', 'header_literal']).toContain(ran.detail()['code']);
    expect(ran.out + ran.err).not.toContain('hunter2');
  });
});

test.each(['host=h password=hunter2', 'me:hunter2@h', 'postgresql:me:hunter2@h/db'])(
  'what is no address of a database is not repeated: %s',
  async uri => {
    const ran = await command(['search', 'x', '--database-uri', uri]);
    expect([ran.code, ran.detail()['code']]).toEqual([2, 'bad_value']);
    expect(ran.out + ran.err).not.toContain('hunter2');
  },
);

test('a variable for who logs in is no password', async () => {
  const ran = await command(['search', 'x', '--database-uri', 'postgresql://${env:WHO}:${env:PW}@h:99999/db']);
  expect(ran.detail()['code']).toBe('bad_postgres_uri');
});

test('an old Node says what is needed, and still tells usage errors', async () => {
  const world = { nodeVersion: '20.19.0' };
  expect((await command(['search', 'x'], { world })).detail()).toMatchObject({ kind: 'config', code: 'node_too_old' });
  expect((await command(['search'], { world })).detail()).toMatchObject({ code: 'argument_missing' });
  expect((await command(['diagram'], { world })).code).toBe(0);
  expect((await command(['search', '--help'], { world })).code).toBe(0);
  expect((await command(['chunks'], { world: { nodeVersion: '22.15.1' } })).code).toBe(2);
});

test('a long argument is searched for a password at once', async () => {
  expect(await processorMs(() => command(['search', 'a'.repeat(100_000)]))).toBeLessThan(1_000);
});
