import { describe, expect, expectTypeOf, it } from 'vitest';
import { ProblemError, fail } from '../../../src/model/problem.ts';
import type { Channel } from '../../../src/protocol/channel.ts';
import type { EngineVerbs, GuestVerbs } from '../../../src/protocol/engine.ts';
import {
  createPeer,
  type Asks,
  type Dropped,
  type Handlers,
  type Peer,
  type Tells,
} from '../../../src/protocol/peer.ts';

type Kitchen = {
  double(p: { n: number }): number;
  ring(p: { times: number }): void;
};
type Nothing = Record<never, (p: never) => unknown>;

/** Two ends in one process, each message copied as a process boundary would. */
function pair(): [Channel, Channel] {
  const listeners: ((message: unknown) => void)[] = [];
  const end = (mine: number): Channel => ({
    send: message => queueMicrotask(() => listeners[1 - mine]?.(structuredClone(message))),
    listen: onMessage => void (listeners[mine] = onMessage),
  });
  return [end(0), end(1)];
}

function kitchen(handlers: Partial<Handlers<Kitchen>> = {}) {
  const [left, right] = pair();
  const dropped: Dropped[] = [];
  const onDropped = (d: Dropped) => void dropped.push(d);
  const all: Handlers<Kitchen> = { double: p => p.n * 2, ring: () => undefined, ...handlers };
  createPeer<Nothing, Kitchen>({ channel: right, handlers: all, onDropped });
  return { peer: createPeer<Kitchen, Nothing>({ channel: left, handlers: {}, onDropped }), left, right, dropped };
}

const soon = () => new Promise(resolve => setTimeout(resolve, 2));

describe('peer', () => {
  it('answers what the other side asks', async () => {
    expect(await kitchen().peer.ask.double({ n: 21 })).toBe(42);
  });

  it('lets a problem travel whole', async () => {
    const { peer } = kitchen({ double: () => Promise.reject(fail('data', 'too_big', { n: 3 })) });
    const error = await peer.ask.double({ n: 3 }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ problem: { kind: 'data', code: 'too_big', params: { n: 3 } } });
  });

  it('turns a bug of the other side into a system problem', async () => {
    const { peer } = kitchen({
      double: () => {
        throw new TypeError('oops');
      },
    });
    await expect(peer.ask.double({ n: 1 })).rejects.toMatchObject({
      problem: { kind: 'system', code: 'unexpected', params: { message: 'oops' } },
    });
  });

  it('keeps answers apart when they come back in another order', async () => {
    const { peer } = kitchen({
      double: async p => (p.n === 1 ? soon() : undefined, await (p.n === 1 ? soon() : 0), p.n * 2),
    });
    expect(await Promise.all([peer.ask.double({ n: 1 }), peer.ask.double({ n: 2 })])).toEqual([2, 4]);
  });

  it.each(['nope', 'constructor', 'toString'])('refuses the unknown verb %s', async verb => {
    const { peer, dropped } = kitchen();
    // SAFETY: an older or newer other side may ask for anything.
    const asks = peer.ask as unknown as Asks<Record<string, (p: object) => unknown>>;
    await expect(asks[verb]?.({})).rejects.toMatchObject({ problem: { code: 'unknown_verb', params: { verb } } });
    expect(dropped.map(d => d.why)).toEqual(['unknown_verb']);
  });

  it.each([
    null,
    'text',
    [],
    {},
    { kind: 'ask', id: 'x', verb: 'double', params: {} },
    { kind: 'ask', id: 1, verb: 'double', params: 3 },
    { kind: 'ask', id: 1, verb: 7, params: {} },
    { kind: 'tell', verb: 'ring' },
    { kind: 'refusal', id: 0, problem: { code: 'x' } },
    { kind: 'refusal', id: 0, problem: { kind: 'odd', code: 'x', params: {} } },
  ])('drops and reports the malformed message %j', async message => {
    const { left, dropped } = kitchen();
    // SAFETY: what arrives may be anything; only the type of `send` forbids it.
    left.send(message as object);
    await soon();
    expect(dropped).toEqual([{ why: 'malformed', message }]);
  });

  it('drops an answer that nobody waits for', async () => {
    const { left, dropped } = kitchen();
    left.send({ kind: 'answer', id: 99, value: 1 });
    await soon();
    expect(dropped.map(d => d.why)).toEqual(['unexpected_answer']);
  });

  it('tells without waiting, and reports a told verb that failed', async () => {
    const { peer, dropped } = kitchen({
      ring: p => (p.times > 1 ? Promise.reject(fail('system', 'worn_out')) : undefined),
    });
    expect(peer.tell.ring({ times: 1 })).toBeUndefined();
    peer.tell.ring({ times: 2 });
    await soon();
    expect(dropped).toMatchObject([{ why: 'told_failed', problem: { code: 'worn_out' } }]);
  });

  it('rejects what waits, and what comes later, when it is closed', async () => {
    const { peer } = kitchen({ double: () => new Promise<never>(() => undefined) });
    const waiting = peer.ask.double({ n: 1 });
    peer.close();
    await expect(waiting).rejects.toMatchObject({ problem: { code: 'engine_gone' } });
    await expect(peer.ask.double({ n: 1 })).rejects.toMatchObject({ problem: { code: 'engine_gone' } });
  });

  it('rejects when the channel refuses to send', async () => {
    const channel: Channel = {
      send: () => {
        throw new Error('closed');
      },
      listen: () => undefined,
    };
    const dropped: Dropped[] = [];
    const peer = createPeer<Kitchen, Nothing>({ channel, handlers: {}, onDropped: d => void dropped.push(d) });
    await expect(peer.ask.double({ n: 1 })).rejects.toMatchObject({ problem: { code: 'engine_gone' } });
    peer.tell.ring({ times: 1 });
    expect(dropped.map(d => d.why)).toEqual(['not_sent']);
  });

  it('survives an await of its verbs', async () => {
    const { peer } = kitchen();
    expect(await (await Promise.resolve(peer.ask)).double({ n: 1 })).toBe(2);
  });

  it('is typed from the verbs alone', () => {
    expectTypeOf<Peer<Kitchen>['ask']['double']>().toEqualTypeOf<(p: { n: number }) => Promise<number>>();
    expectTypeOf<keyof Tells<Kitchen>>().toEqualTypeOf<'ring'>();
    expectTypeOf<keyof Tells<GuestVerbs>>().toEqualTypeOf<keyof GuestVerbs>();
    // @ts-expect-error a handler is missing
    const forgotten: Handlers<Kitchen> = { double: p => p.n };
    // @ts-expect-error the answer has the wrong type
    const wrong: Handlers<Kitchen> = { double: () => 'two', ring: () => undefined };
    expectTypeOf<Parameters<Asks<EngineVerbs>['searchScope']>[0]>().toEqualTypeOf<{ workDir: string }>();
    expect([forgotten, wrong]).toHaveLength(2);
  });
});
