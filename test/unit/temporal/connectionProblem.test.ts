import { describe, expect, it } from 'vitest';
import { fail, toProblem } from '../../../src/model/problem.ts';
import { connectionProblem } from '../../../src/temporal/connectionProblem.ts';

const place = { address: '127.0.0.1:7233', namespace: 'workshop-ingestion' };
const codeOf = (error: unknown): string => connectionProblem(error, place).problem.code;
const grpc = (code: number, details = ''): Error => Object.assign(new Error('14 UNAVAILABLE'), { code, details });

describe('why a Temporal server cannot be used', () => {
  it.each([
    [grpc(14), 'temporal_unreachable'],
    [grpc(4), 'temporal_unreachable'],
    [new Error('tonic::transport::Error(Transport, ConnectError(Connection refused))'), 'temporal_unreachable'],
    [new Error('GetSystemInfo: The request does not have valid authentication credentials'), 'temporal_refused'],
    [new Error('GetSystemInfo: Operation is not implemented or not supported'), 'temporal_old_server'],
    [grpc(5, 'Namespace x is not found.'), 'temporal_namespace'],
    [grpc(7), 'temporal_refused'],
    [grpc(16), 'temporal_refused'],
    [grpc(12), 'temporal_old_server'],
    [grpc(14, 'self-signed certificate in certificate chain'), 'temporal_tls'],
    [new Error('connect', { cause: new Error('invalid peer certificate: UnknownIssuer') }), 'temporal_tls'],
    [Object.assign(new Error('ENOENT'), { code: 'ENOENT', path: '/no/ca.pem' }), 'temporal_tls_file'],
    [grpc(8), 'temporal_unreachable'],
    [grpc(15, 'lost'), 'temporal_failed'],
  ])('%s is %s', (error, code) => {
    expect(codeOf(error)).toBe(code);
  });

  it('looks at the cause when the error itself has no code', () => {
    expect(codeOf(new Error('describe failed', { cause: grpc(5) }))).toBe('temporal_namespace');
  });

  it('keeps what is a Problem already', () => {
    expect(toProblem(connectionProblem(fail('data', 'other'), place)).code).toBe('other');
  });

  it('is tried again only when the server is away', () => {
    expect([grpc(14), grpc(5), grpc(15)].map(error => connectionProblem(error, place).problem.kind)).toEqual([
      'transient',
      'config',
      'system',
    ]);
  });
});
