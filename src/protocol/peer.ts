import { ProblemError, fail, toProblem, type Problem } from '../model/problem.ts';
import type { Channel } from './channel.ts';
import { readWire, type Wire } from './wire.ts';

/** The verbs one side answers: name → (params) → result. Parameters are one object. */
export type Verbs = Record<string, (params: never) => unknown>;

/** A handler for each verb; forgetting one does not compile. */
export type Handlers<V extends Verbs> = {
  [K in keyof V]: (params: Parameters<V[K]>[0]) => ReturnType<V[K]> | Promise<ReturnType<V[K]>>;
};

export type Asks<V extends Verbs> = { [K in keyof V]: (params: Parameters<V[K]>[0]) => Promise<ReturnType<V[K]>> };

type Silent<V extends Verbs> = { [K in keyof V]: ReturnType<V[K]> extends void ? K : never }[keyof V];

/** Only verbs that answer nothing can be told. */
export type Tells<V extends Verbs> = { [K in Silent<V>]: (params: Parameters<V[K]>[0]) => void };

/** Why something that arrived, or that should have left, was left aside. */
export interface Dropped {
  readonly why: 'malformed' | 'unknown_verb' | 'unexpected_answer' | 'told_failed' | 'not_sent';
  readonly message: unknown;
  readonly problem?: Problem;
}

export interface PeerOptions<In extends Verbs> {
  readonly channel: Channel;
  readonly handlers: Handlers<In>;
  readonly onDropped?: (dropped: Dropped) => void;
  /** Of the first ask. A side that begins anew on an old line counts from elsewhere: late answers must find nobody. */
  readonly firstId?: number;
}

export interface Peer<Out extends Verbs> {
  /** Rejects with the other side's ProblemError, or with `engine_gone` once closed. */
  readonly ask: Asks<Out>;
  readonly tell: Tells<Out>;
  /** Rejects all that waits; later asks are rejected at once. */
  close(problem?: Problem): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const ENGINE_GONE: Problem = { kind: 'system', code: 'engine_gone', params: {} };

/** Joins two sides: answers `In` with the handlers, calls `Out`. Every message is checked on arrival. */
export function createPeer<Out extends Verbs, In extends Verbs>(options: PeerOptions<In>): Peer<Out> {
  const { channel, onDropped = () => undefined } = options;
  const waiting = new Map<number, Waiting>();
  let nextId = options.firstId ?? 0;
  let closed: Problem | null = null;

  const invoke = createInvoke(options.handlers);

  function settle(message: Wire & { kind: 'answer' | 'refusal' }): void {
    const call = waiting.get(message.id);
    if (call === undefined) return onDropped({ why: 'unexpected_answer', message });
    waiting.delete(message.id);
    if (message.kind === 'answer') call.resolve(message.value);
    else call.reject(new ProblemError(message.problem));
  }

  function send(message: Wire): void {
    try {
      channel.send(message);
    } catch (error) {
      onDropped({ why: 'not_sent', message, problem: toProblem(error) });
    }
  }

  channel.listen(raw => {
    if (closed !== null) return;
    const message = readWire(raw);
    if (message === null) onDropped({ why: 'malformed', message: raw });
    else if (message.kind === 'answer' || message.kind === 'refusal') settle(message);
    else
      void invoke(message.verb, message.params).then(
        value => message.kind === 'ask' && send({ kind: 'answer', id: message.id, value }),
        (error: unknown) => {
          const problem = toProblem(error);
          if (problem.code === 'unknown_verb') onDropped({ why: 'unknown_verb', message });
          else if (message.kind === 'tell') onDropped({ why: 'told_failed', message, problem });
          if (message.kind === 'ask') send({ kind: 'refusal', id: message.id, problem });
        },
      );
  });

  const ask = (verb: string, params: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed !== null) return reject(new ProblemError(closed));
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      try {
        channel.send({ kind: 'ask', id, verb, params });
      } catch (cause) {
        waiting.delete(id);
        reject(new ProblemError(ENGINE_GONE, { cause }));
      }
    });

  return {
    ask: asVerbs<Asks<Out>>(ask),
    tell: asVerbs<Tells<Out>>((verb, params) => (closed === null ? send({ kind: 'tell', verb, params }) : undefined)),
    close: (problem = ENGINE_GONE) => {
      closed ??= problem;
      for (const call of waiting.values()) call.reject(new ProblemError(closed));
      waiting.clear();
    },
  };
}

function createInvoke<In extends Verbs>(handlers: Handlers<In>) {
  return async (verb: string, params: unknown): Promise<unknown> => {
    if (!Object.hasOwn(handlers, verb)) throw fail('system', 'unknown_verb', { verb });
    // SAFETY: the name is one of the handlers' own; the other side was compiled against the same verbs.
    const handler = handlers[verb] as (params: unknown) => unknown;
    return handler(params);
  };
}

/** An object that has every verb. `then` is not one: such an object must survive an `await`. */
export function asVerbs<Shape>(call: (verb: string, params: unknown) => unknown): Shape {
  // SAFETY: the shape is only names → functions of one parameter, and every name is answered.
  return new Proxy({} as object, {
    get: (_target, verb) =>
      typeof verb === 'string' && verb !== 'then' ? (params: unknown) => call(verb, params) : undefined,
  }) as Shape;
}
