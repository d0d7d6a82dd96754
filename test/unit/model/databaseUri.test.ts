import { describe, expect, test } from 'vitest';
import { fillVariables, isMasked, maskDatabaseUri, parsePostgresUri } from '../../../src/model/databaseUri.ts';

const parse = (uri: string) => {
  const { host, port, database, user, password, sslMode } = parsePostgresUri(uri);
  return [host, port, database, user, password, sslMode];
};

describe('a PostgreSQL address', () => {
  test.each([
    ['postgresql+psycopg://me@h:6543/db', ['h', 6543, 'db', 'me', undefined, undefined]],
    ['postgres://h/db', ['h', 5432, 'db', undefined, undefined, undefined]],
    ['postgresql://', ['localhost', 5432, 'postgres', undefined, undefined, undefined]],
    ['postgresql://me@[::1]:5433/db', ['::1', 5433, 'db', 'me', undefined, undefined]],
    ['postgresql://me:pw@h/db?sslmode=require', ['h', 5432, 'db', 'me', 'pw', 'require']],
    [
      'postgresql:///db?host=/run/postgresql&user=me&password=p%26w',
      ['/run/postgresql', 5432, 'db', 'me', 'p&w', undefined],
    ],
    ['postgresql://a%40b:p%2Fw%25@h', ['h', 5432, 'a@b', 'a@b', 'p/w%', undefined]],
    ['postgresql://me:p@ss/w?rd#%1@h:5432/db', ['h', 5432, 'db', 'me', 'p@ss/w?rd#%1', undefined]],
    ['postgresql://me:a:b@h/db', ['h', 5432, 'db', 'me', 'a:b', undefined]],
    ['postgresql://${env:WHO}:${env:PW}@h/db', ['h', 5432, 'db', '${env:WHO}', '${env:PW}', undefined]],
  ])('is read: %s', (uri, parts) => expect(parse(uri)).toEqual(parts));

  test.each(['postgresql://h:99999/db', 'postgresql://h:0/db', 'postgresql:///db?port=abc'])(
    'has a port that a machine can have: %s',
    uri => expect(() => parsePostgresUri(uri)).toThrow(expect.objectContaining({ message: 'bad_postgres_uri' })),
  );

  test('that cannot be read is not repeated', () => {
    expect(() => parsePostgresUri('postgresql://me:hunter2@h:port/db')).toThrow(
      expect.objectContaining({ problem: { kind: 'config', code: 'bad_postgres_uri', params: {} } }),
    );
    expect(maskDatabaseUri('postgresql://me:hunter2@h:port/db')).toBe('postgresql://***');
  });

  test.each([
    ['postgresql+psycopg://me:hunter2@h:1/db?sslmode=require', 'postgresql+psycopg://me:***@h:1/db?sslmode=require'],
    ['postgresql://me:hun/ter2@x#?@h/db', 'postgresql://me:***@h/db'],
    [
      'postgresql://h/db?user=me&password=hunter2&sslmode=require',
      'postgresql://h/db?user=me&password=***&sslmode=require',
    ],
  ])('is shown without its password: %s', (uri, masked) => {
    expect(maskDatabaseUri(uri)).toBe(masked);
    expect(maskDatabaseUri(masked)).toBe(masked);
    expect([isMasked(uri), isMasked(masked)]).toEqual([false, true]);
  });

  test.each(['postgresql://me@h/db', 'postgresql://me:${env:PW}@h/db', 'sqlite:///a:b@c.sqlite'])(
    'without a secret stays as it is: %s',
    uri => expect([maskDatabaseUri(uri), isMasked(uri)]).toEqual([uri, false]),
  );
});

test('a variable gives its value as it stands; one that is not set is named', () => {
  expect(fillVariables('${env:PW}', { PW: 'a@b/${env:X}' })).toBe('a@b/${env:X}');
  expect(() => fillVariables('x${env:PW}', { PW: '' })).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'database_variable_missing', params: { variable: 'PW' } }),
    }),
  );
});
