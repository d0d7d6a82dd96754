// Certificates of an authority of the test's own, by `openssl`: valid for a day, of 127.0.0.1 and localhost.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Missing } from './required.ts';

export interface Certificates {
  /** Files: who signed `server` and `client`; another one signed `stranger`. */
  readonly ca: string;
  readonly server: Pair;
  readonly client: Pair;
  readonly otherCa: string;
  readonly stranger: Pair;
  remove(): void;
}

export interface Pair {
  readonly cert: string;
  readonly key: string;
}

export function makeCertificates(): Certificates | Missing {
  const folder = mkdtempSync(path.join(tmpdir(), 'iw-certificates-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const file = (name: string): string => path.join(folder, name);
  const pair = (name: string): Pair => ({ cert: file(`${name}.pem`), key: file(`${name}.key`) });
  try {
    writeFileSync(file('names.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    for (const name of ['ca', 'other-ca']) {
      const { cert, key } = pair(name);
      openssl('req', '-x509', ...NEW_KEY, '-keyout', key, '-out', cert, '-days', '1', '-subj', `/CN=${name}`);
    }
    for (const [name, by] of SIGNED) {
      const [{ cert, key }, signer] = [pair(name), pair(by)];
      openssl('req', ...NEW_KEY, '-keyout', key, '-out', file('asked.csr'), '-subj', `/CN=${name}`);
      const signing = ['-CA', signer.cert, '-CAkey', signer.key, '-CAcreateserial', '-extfile', file('names.ext')];
      openssl('x509', '-req', '-in', file('asked.csr'), '-out', cert, '-days', '1', ...signing);
    }
  } catch (error) {
    remove();
    return { missing: `certificates could not be made: ${String(error)}` };
  }
  const [ca, otherCa] = [pair('ca').cert, pair('other-ca').cert];
  return { ca, otherCa, server: pair('server'), client: pair('client'), stranger: pair('stranger'), remove };
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const SIGNED = [
  ['server', 'ca'],
  ['client', 'ca'],
  ['stranger', 'other-ca'],
] as const;

function openssl(...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args[0]}: ${error?.message ?? stderr.slice(-300)}`);
}
