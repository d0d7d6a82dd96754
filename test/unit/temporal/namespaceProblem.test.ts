import { expect, it } from 'vitest';
import { fail, toProblem } from '../../../src/model/problem.ts';
import { connectionProblem } from '../../../src/temporal/connectionProblem.ts';
import { namespaceProblem } from '../../../src/temporal/namespaceProblem.ts';

const place = { address: '127.0.0.1:7233', namespace: 'Not A Name' };
const refused = (code: number, details: string) =>
  connectionProblem(Object.assign(new Error('refused'), { code, details }), place);
const missing = fail('config', 'temporal_namespace', place).problem;

it.each([
  [7, 'Request unauthorized.'],
  [12, 'unknown method RegisterNamespace'],
  [3, 'Namespace name is not valid.'],
])('a server that only refuses to make namespaces (gRPC %i) is quoted', (code, details) => {
  expect(toProblem(namespaceProblem(refused(code, details), { place, seen: missing }))).toEqual({
    ...{ kind: 'config', code: 'temporal_namespace_refused' },
    params: { ...place, reason: details },
  });
});

it('one that refuses everything, or is away, is told as that', () => {
  const key = refused(16, 'no key');
  expect(namespaceProblem(key, { place, seen: toProblem(key) })).toBe(key);
  const away = refused(14, 'no connection');
  expect(namespaceProblem(away, { place, seen: missing })).toBe(away);
});
