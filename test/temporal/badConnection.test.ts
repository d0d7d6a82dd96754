// Servers that stand behind TLS and keys, or are too old: what is wrong is named, with what to do, in both languages.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { engine } from '../../src/cli/engine.ts';
import { parseArguments } from '../../src/cli/parseArguments.ts';
import { temporalPlace } from '../../src/cli/temporalPlace.ts';
import { findVerb } from '../../src/cli/verbTable.ts';
import { toProblem } from '../../src/model/problem.ts';
import { connectWorker } from '../../src/temporal/connectWorker.ts';
import { installRuntime } from '../servers/quietRuntime.ts';
import { command, type Ran } from '../unit/cli/fakeWorld.ts';
import { makeCertificates, type Certificates } from '../servers/certificates.ts';
import { orSkip } from '../servers/required.ts';
import { startTemporal, type RunningTemporal } from '../servers/temporal.ts';
import { openGate, type Gate, type GateOptions } from '../servers/temporalGate.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const server = orSkip('temporal', await startTemporal());
const certificates = orSkip('temporal', makeCertificates());
const KEY = 'the-right-key';

type GateName = 'tls' | 'mutual' | 'keyed' | 'old' | 'ancient';
type Env = Readonly<Record<string, string>>;

describe.skipIf(!server || !certificates)('a Temporal server that does not let us in', () => {
  // SAFETY: without them none of these tests runs.
  const [{ address }, made] = [server as RunningTemporal, certificates as Certificates];
  const gates = new Map<GateName, Gate>();
  let folder: string;

  beforeAll(async () => {
    installRuntime();
    folder = mkdtempSync(path.join(tmpdir(), 'iw-bad-'));
    writeFileSync(path.join(folder, 'one.json'), JSON.stringify({ sources: [{ uri: 'http://127.0.0.1:9/' }] }));
    const tls = { server: made.server };
    const options: Readonly<Record<GateName, Omit<GateOptions, 'address'>>> = {
      tls: { tls },
      mutual: { tls: { ...tls, clientCa: made.ca } },
      keyed: { tls, apiKey: KEY },
      old: { version: '1.20.4' },
      ancient: { version: null },
    };
    for (const name of Object.keys(options) as GateName[])
      gates.set(name, await openGate({ address, ...options[name] }));
  });
  afterAll(async () => {
    for (const gate of gates.values()) await gate.close();
    certificates?.remove();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const trusting: Env = { TEMPORAL_TLS_SERVER_CA_CERT_PATH: made.ca };
  const as = ({ cert, key }: Certificates['client']): Env => ({
    TEMPORAL_TLS_CLIENT_CERT_PATH: cert,
    TEMPORAL_TLS_CLIENT_KEY_PATH: key,
  });

  const run = (gate: GateName, env: Env, argv: readonly string[], tty = false): Promise<Ran> =>
    command(argv, { engine, tty, world: { env: { ...env, TEMPORAL_ADDRESS: gates.get(gate)!.address }, cwd: folder } });

  /** As the worker's process connects. */
  async function workerIn(gate: GateName, env: Env): Promise<string> {
    const args = parseArguments(findVerb('temporal-worker')!, ['--address', gates.get(gate)!.address]);
    const { apiKey, ...place } = temporalPlace(args, { env, cwd: folder });
    return connectWorker(place, apiKey).then(
      async connection => (await connection.close(), 'let in'),
      (error: unknown) => toProblem(error).code,
    );
  }

  const INGEST = ['ingest', 'one.json', '--back-end', 'temporal'];

  test.each<readonly [string, GateName, Env, string, RegExp]>([
    ['no TLS where it is wanted', 'tls', {}, 'temporal_tls_needed', /TEMPORAL_TLS=true/],
    ['an authority that nobody named', 'tls', { TEMPORAL_TLS: 'true' }, 'temporal_tls', /certificate/],
    ['another authority', 'tls', { TEMPORAL_TLS_SERVER_CA_CERT_PATH: made.otherCa }, 'temporal_tls', /certificate/],
    ['no certificate where one is wanted', 'mutual', trusting, 'temporal_tls', /certificate/],
    ['a stranger’s certificate', 'mutual', { ...trusting, ...as(made.stranger) }, 'temporal_refused', /certificate/],
    [
      'a key of another certificate',
      'mutual',
      { ...trusting, ...as({ cert: made.client.cert, key: made.stranger.key }) },
      'temporal_tls',
      /key/,
    ],
    ['no API key', 'keyed', trusting, 'temporal_refused', /API key/],
    ['a wrong API key', 'keyed', { ...trusting, TEMPORAL_API_KEY: 'another-key' }, 'temporal_refused', /API key/],
    ['an old server', 'old', {}, 'temporal_old_server', /1\.25/],
    ['one that does not even say its version', 'ancient', {}, 'temporal_old_server', /1\.25/],
  ])('%s is told', async (_what, gate, env, code, words) => {
    const told = await run(gate, env, INGEST);
    expect([told.code, told.detail()['code']]).toEqual([2, code]);
    expect(String(told.json()['error'])).toMatch(words);
    expect(told.out + told.err).not.toContain('another-key');
    const doctor = await run(gate, env, ['doctor']);
    expect(doctor.code).toBe(1);
    expect(doctor.json()['checks']).toContainEqual(
      expect.objectContaining({ name: 'temporal', ok: false, detail: told.json()['error'] }),
    );
    expect(await workerIn(gate, env)).toBe(code);
    const french = await run(gate, { ...env, LC_ALL: 'fr_FR.UTF-8' }, INGEST, true);
    expect(french.err).toContain(gates.get(gate)!.address);
    expect(french.err).toMatch(/serveur Temporal/);
  });

  test.each<readonly [string, GateName, Env]>([
    ['the right authority', 'tls', trusting],
    ['the right certificate', 'mutual', { ...trusting, ...as(made.client) }],
    ['the right API key', 'keyed', { ...trusting, TEMPORAL_API_KEY: KEY }],
  ])('%s is let in', async (_what, gate, env) => {
    const listed = await run(gate, env, ['history', '--back-end', 'temporal']);
    expect([listed.code, listed.err]).toEqual([0, '']);
    expect(listed.json()).toMatchObject({ status: 'success', runs: [] });
    expect(await workerIn(gate, env)).toBe('let in');
  });
});
