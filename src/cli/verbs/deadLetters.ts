import { resolve } from 'node:path';
import type { DeadLetter } from '../../model/dataset/deadLetter.ts';
import type { DeadLetters } from '../../engine/dataset/deadLetters.ts';
import { parseHeaders, resolveHeaders } from '../../model/headers.ts';
import { nearest } from '../../model/nearest.ts';
import { fail, type Reason } from '../../model/problem.ts';
import { exactJson } from '../../model/table/exactJson.ts';
import type { Arguments } from '../arguments.ts';
import { sentence } from '../describe.ts';
import type { VerbResult } from '../results.ts';
import type { Run, Session } from '../session.ts';
import { dateTime, type Words } from '../texts.ts';

const VERB = 'dead-letters';
const ACTIONS = { list, show, replay, drop };
type Action = keyof typeof ACTIONS;

/** What could not be ingested: looked at, replayed when it was repaired, dropped. */
export const run: Run = async (args, session) => {
  const [action = '', ...ids] = args.operands;
  if (!isAction(action)) {
    const near = nearest(action, Object.keys(ACTIONS));
    throw fail('usage', 'unknown_action', { verb: VERB, action, ...(near !== undefined && { nearest: near }) });
  }
  const letters = await session.engine.openDeadLetters(resolve(session.cwd, args.text('output-dir') ?? ''));
  try {
    return await ACTIONS[action]({ letters, ids, args, session });
  } finally {
    letters.close();
  }
};

const isAction = (name: string): name is Action => Object.hasOwn(ACTIONS, name);

interface Asked {
  readonly letters: DeadLetters;
  readonly ids: readonly string[];
  readonly args: Arguments;
  readonly session: Session;
}

async function list({ letters, ids, session }: Asked): Promise<VerbResult> {
  const { human, english } = session.texts;
  const found = await letters.list(ids.length > 0 ? ids : undefined);
  return {
    json: { status: 'success', dead_letters: found.map(letter => letterJson(english, letter)) },
    text: () =>
      found.length === 0
        ? human.say('cli.dead_letters.none')
        : found.map(letter => `${letter.id}  ${line(human, letter)}`).join('\n'),
    exitCode: 0,
  };
}

async function show(asked: Asked): Promise<VerbResult> {
  const { letters, ids, session } = asked;
  if (ids.length === 0) throw fail('usage', 'argument_missing', { argument: 'ID', verb: VERB });
  const found = await letters.list(ids);
  const { human } = session.texts;
  const text = (): string => found.map(letter => shown(human, letter)).join('\n\n');
  return { ...(await list(asked)), text };
}

async function replay({ letters, ids, args, session }: Asked): Promise<VerbResult> {
  const { human, english } = session.texts;
  const headers = resolveHeaders(parseHeaders(args.all('header')), session.env);
  const { replayed, remaining, failed } = await letters.replay({
    ...{ ids: ids.length > 0 ? ids : undefined, waitSeconds: args.number('wait') ?? 0 },
    ...{ headers, signal: session.signal },
  });
  const json = { replayed: replayed.length, remaining, ids: replayed };
  return {
    json: {
      status: failed.length > 0 ? 'partial' : 'success',
      ...json,
      failed: failed.map(one => failedJson(english, one)),
    },
    text: () =>
      [
        human.say('cli.dead_letters.replayed', { count: replayed.length, remaining }),
        ...failed.map(({ id, reason }) => `${id}  ${sentence(human, reason)}`),
      ].join('\n'),
    exitCode: failed.length > 0 ? 1 : 0,
  };
}

async function drop({ letters, ids, args, session }: Asked): Promise<VerbResult> {
  // Without ids all would be gone by a slip.
  if (ids.length === 0 && !args.flag('all')) throw fail('usage', 'drop_needs_ids', { verb: VERB });
  const { dropped, remaining } = await letters.drop(args.flag('all') ? undefined : ids, args.number('wait') ?? 0);
  return {
    json: { status: 'success', dropped: dropped.length, remaining, ids: dropped },
    text: () => session.texts.human.say('cli.dead_letters.dropped', { count: dropped.length, remaining }),
    exitCode: 0,
  };
}

/** JSON is English; a program goes by `reason`. */
const letterJson = (
  words: Words,
  { id, reason, kind, partitionDate, record, request, firstSeen, attempts }: DeadLetter,
) => ({
  ...{ id, reason: reason.code, message: sentence(words, reason), params: reason.params, kind },
  ...{ partition_date: partitionDate, record, request, first_seen: firstSeen, attempts },
});

const failedJson = (words: Words, { id, reason }: { readonly id: string; readonly reason: Reason }) => ({
  ...{ id, reason: reason.code, message: sentence(words, reason) },
});

const line = (words: Words, { reason, firstSeen }: DeadLetter): string =>
  `${dateTime(firstSeen, words.language)}  ${sentence(words, reason)}`;

const shown = (words: Words, letter: DeadLetter): string =>
  [
    `${letter.id}  ${line(words, letter)}`,
    words.say('cli.dead_letters.attempts', { count: letter.attempts }),
    letter.record ? exactJson(letter.record) : (letter.request?.url ?? ''),
  ].join('\n');
