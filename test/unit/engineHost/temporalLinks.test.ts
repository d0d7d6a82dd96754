import { expect, test, vi } from 'vitest';
import { joinFollowers } from '../../../src/engineHost/joinFollowers.ts';
import { createTemporalLinks, type TemporalLinksWorld } from '../../../src/engineHost/temporalLinks.ts';
import { fail, type Problem } from '../../../src/model/problem.ts';
import type { TemporalPlace } from '../../../src/model/temporal/place.ts';
import type { TemporalStatus } from '../../../src/protocol/temporal.ts';
import type { BackEndOptions, OpenTemporal } from '../../../src/temporal/backEnd.ts';
import { fakeBackEnd, followerOf, summaryOf } from './fakeBackEnd.ts';

const PLACE: TemporalPlace = {
  ...{ address: '127.0.0.1:7233', namespace: 'n', taskQueue: 'q', tls: false, apiKey: '' },
  ...{ tlsCa: null, tlsCert: null, tlsKey: null },
};
const AWAY: Problem = { kind: 'transient', code: 'temporal_unreachable', params: { address: PLACE.address } };

function worldOf(open: OpenTemporal, pauseMs = 1) {
  const told: TemporalStatus['state'][] = [];
  const lists: string[][] = [];
  const created: string[] = [];
  const world: TemporalLinksWorld = {
    load: () => Promise.resolve({ openTemporal: open, createNamespace: async () => void created.push('created') }),
    onStatus: (_workDir, { state }) => void told.push(state),
    listener: () => ({
      onRuns: runs => void lists.push(runs.map(({ runId }) => runId)),
      onSources: () => undefined,
      onEnded: () => undefined,
      onProblem: () => undefined,
    }),
    pauses: [pauseMs],
  };
  return { told, lists, created, links: createTemporalLinks(world) };
}

test('a server that is away is tried again until it answers, and its runs are told then', async () => {
  let attempts = 0;
  const { told, lists, links } = worldOf(() => {
    attempts += 1;
    if (attempts < 3) return Promise.reject(fail('transient', 'temporal_unreachable', AWAY.params));
    return Promise.resolve(fakeBackEnd([summaryOf('there', '2026-11-22T09:00:00Z', 'temporal')]));
  });
  expect(await links.use('/w', PLACE)).toEqual({ state: 'away', problem: AWAY });
  expect(() => links.need('/w')).toThrow('temporal_unreachable');
  await vi.waitFor(() => expect(told).toEqual(['away', 'away', 'connected']));
  expect(lists).toEqual([['there']]);
  expect(await links.use('/w', PLACE)).toEqual({ state: 'connected', serverVersion: '1.32.0' });
  expect(attempts).toBe(3);
  await links.close();
});

test('a server that goes away in between is told, and that it is back', async () => {
  let options: BackEndOptions | undefined;
  const backEnd = fakeBackEnd();
  const { told, links } = worldOf(given => {
    options = given;
    return Promise.resolve(backEnd);
  });
  await links.use('/w', PLACE);
  options?.onAway(AWAY);
  options?.onAway(null);
  expect(told).toEqual(['connected', 'away', 'connected']);
  expect(links.backEnd('/w')).toBe(backEnd);
  await links.close();
});

test('who lets go is told nothing any more, and what comes late is closed', async () => {
  let arrive: (() => void) | undefined;
  const backEnd = fakeBackEnd();
  const { told, links } = worldOf(() => new Promise(resolve => (arrive = () => resolve(backEnd))));
  const first = links.use('/w', PLACE);
  await vi.waitFor(() => expect(arrive).toBeDefined());
  expect(await links.use('/w', null)).toEqual({ state: 'off' });
  arrive?.();
  expect(await first).toEqual({ state: 'off' });
  expect(backEnd.done).toEqual(['close']);
  expect(told).toEqual([]);
  expect(() => links.need('/w')).toThrow('temporal_off');
});

test('a namespace that is made connects who waited for it', async () => {
  let isThere = false;
  const missing = fail('config', 'temporal_namespace', { namespace: 'n' });
  const { told, created, links } = worldOf(
    () => (isThere ? Promise.resolve(fakeBackEnd()) : Promise.reject(missing)),
    60_000,
  );
  expect(await links.use('/w', PLACE)).toMatchObject({ state: 'away' });
  isThere = true;
  await links.createNamespace('/w', PLACE);
  expect(created).toEqual(['created']);
  expect(told).toEqual(['away', 'connected']);
  await links.close();
});

test('of two places that are asked for at once the last one counts, and nothing is told of the other', async () => {
  const opened: string[] = [];
  const { told, links } = worldOf(({ place }) => {
    opened.push(place.address);
    return Promise.resolve(fakeBackEnd());
  });
  await links.use('/w', PLACE);
  const answers = await Promise.all([links.use('/w', { ...PLACE, address: 'passing:7233' }), links.use('/w', PLACE)]);
  expect(answers.map(({ state }) => state)).toEqual(['off', 'connected']);
  expect(opened).toEqual([PLACE.address, PLACE.address]);
  expect(told).toEqual(['connected', 'connected']);
  await links.close();
});

test('another address is another connection', async () => {
  const opened: string[] = [];
  const backEnd = fakeBackEnd();
  const { links } = worldOf(({ place }) => {
    opened.push(place.address);
    return Promise.resolve(backEnd);
  });
  await links.use('/w', PLACE);
  await links.use('/w', { ...PLACE, address: 'other:7233' });
  expect(opened).toEqual([PLACE.address, 'other:7233']);
  expect(backEnd.done).toEqual(['close']);
  await links.close();
});

test('runs of both back ends are one list, newest first; one that both know is the local one', () => {
  const local = followerOf([summaryOf('a', '2026-11-22T09:00:00Z'), summaryOf('c', '2026-11-22T07:00:00Z')], 'local');
  const there = [
    summaryOf('a', '2026-11-22T09:00:00Z', 'temporal'),
    summaryOf('b', '2026-11-22T08:00:00Z', 'temporal'),
  ];
  const joined = joinFollowers(local, () => followerOf(there, 'remote'));
  expect(joined.summaries().map(({ runId, backEnd }) => `${runId} ${backEnd ?? 'local'}`)).toEqual([
    'a local',
    'b temporal',
    'c local',
  ]);
  expect(joined.sources('b')).toEqual([]);
  expect(joined.sources('nobody')).toBeUndefined();
  expect(joined.outputFolders()).toEqual(['local', 'remote']);
  expect(joinFollowers(local, () => null).summaries()).toHaveLength(2);
});
