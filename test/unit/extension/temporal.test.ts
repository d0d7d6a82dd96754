import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  isLocal,
  pageOfRun,
  serverArguments,
  workerArguments,
} from '../../../src/extension/features/temporal/place.ts';
import { statusSentence } from '../../../src/extension/features/temporal/text.ts';
import { lookAtPackages } from '../../../src/extension/features/temporal/workerPackages.ts';
import { settingDefaults } from '../../../src/extension/settings.ts';
import { placeOf, type TemporalSettings } from '../../../src/extension/temporalPlace.ts';
import { textIn } from './catalogue.ts';

function settingsWith(changed: Partial<typeof settingDefaults> = {}): TemporalSettings {
  const all = { ...settingDefaults, ...changed };
  // SAFETY: every setting by its own name.
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, { value }]),
  ) as unknown as TemporalSettings;
}

test('settings name a server; relative certificates are those of the folder', () => {
  expect(placeOf(settingsWith(), '', '/w')).toEqual({
    ...{ address: '127.0.0.1:7233', namespace: 'workshop-ingestion', taskQueue: 'TS_WORKER_TASK_QUEUE' },
    ...{ tls: false, tlsCa: null, tlsCert: null, tlsKey: null, apiKey: '' },
  });
  const named = placeOf(settingsWith({ 'temporal.tlsCa': 'ca.pem', 'temporal.tlsKey': '/k/key.pem' }), '', '/w');
  expect(named).toMatchObject({ tls: true, tlsCa: '/w/ca.pem', tlsCert: null, tlsKey: '/k/key.pem' });
});

test('a key is never sent in the clear', () => {
  expect(placeOf(settingsWith(), 'k', '/w')).toMatchObject({ tls: true, apiKey: 'k' });
});

test('a run has its page in the web UI, whatever letters its id has', () => {
  expect(pageOfRun('http://127.0.0.1:8233/', 'workshop ingestion', 'a/b')).toBe(
    'http://127.0.0.1:8233/namespaces/workshop%20ingestion/workflows/a%2Fb',
  );
});

test('a local server listens on this machine only, with its state in a file and its UI where the setting says', () => {
  const place = { address: 'localhost:7300', namespace: 'n' };
  expect(serverArguments(place, 'http://127.0.0.1:9000', '/w/server.db').join(' ')).toBe(
    'server start-dev --namespace n --db-filename /w/server.db --ip 127.0.0.1 --port 7300 --ui-port 9000 ' +
      '--ui-disable-news-fetch --log-level warn',
  );
  expect(['127.0.0.1:1', 'localhost:1', '[::1]:1', 'temporal.example:7233'].map(isLocal)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('a worker is told the server of the window, and never the key', () => {
  const place = placeOf(settingsWith({ 'temporal.tlsCert': '/c.pem' }), 'secret', '/w');
  const args = workerArguments(place, '/w', '/d');
  expect(args.join(' ')).toBe(
    'temporal-worker --root /w --worker-dir /d --task-queue TS_WORKER_TASK_QUEUE --address 127.0.0.1:7233 ' +
      '--namespace workshop-ingestion --tls --tls-cert /c.pem',
  );
  expect(args.join(' ')).not.toContain('secret');
});

test.each(['en', 'fr'] as const)('how the window stands to its server is one sentence (%s)', language => {
  const text = textIn(language);
  const problem = { kind: 'transient', code: 'temporal_unreachable', params: { address: 'h:1' } } as const;
  const said = [
    statusSentence({ state: 'connected', serverVersion: '1.32.0' }, 'h:1', text),
    statusSentence({ state: 'connecting' }, 'h:1', text),
    statusSentence({ state: 'away', problem }, 'h:1', text),
  ];
  for (const sentence of said) expect(sentence).toContain('h:1');
  expect(said[0]).toContain('1.32.0');
});

test('packages of a worker that another version installed are told by their version, and are not used', async () => {
  const base = mkdtempSync(path.join(tmpdir(), 'iw-packages-'));
  const write = (file: string, value: unknown) => {
    mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
    writeFileSync(path.join(base, file), JSON.stringify(value));
  };
  const look = () => lookAtPackages({ folder: path.join(base, 'installed'), extension: path.join(base, 'extension') });
  const { platform, arch } = process;
  const lock = createHash('sha256').update('"list"').digest('hex');
  write('extension/dist/temporal/package-lock.json', 'list');
  write('extension/dist/temporal/package.json', { dependencies: { '@temporalio/worker': '2.0.0' } });
  expect(await look()).toEqual({ state: 'missing' });
  write('installed/node_modules/@temporalio/worker/package.json', { version: '1.0.0' });
  expect(await look()).toEqual({ state: 'older', installed: '1.0.0', wanted: '2.0.0' });
  write('installed/installed.json', { lock, platform, arch: 'another' });
  expect((await look()).state).toBe('older');
  write('installed/installed.json', { lock, platform, arch });
  expect(await look()).toEqual({ state: 'ready' });
  write('installed/installed.json', { lock: 'other', platform, arch });
  write('extension/node_modules/@temporalio/worker/package.json', { version: '2.0.0' });
  expect(await look()).toEqual({ state: 'ready' });
  rmSync(base, { recursive: true });
});
