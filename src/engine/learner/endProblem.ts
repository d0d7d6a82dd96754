import type { Params, Problem } from '../../model/problem.ts';
import type { ActivityEnd, CodePlace, OwnFrames } from './activityProcess.ts';

/** How many of the learner's frames a sentence names. */
const NAMED_FRAMES = 4;

interface Told {
  /** As INPUT names it. */
  readonly file: string;
  readonly call: string;
  readonly deadlineMs: number;
}

/** Why an activity gave nothing, with the learner's own line: theirs to mend, so nothing is tried again by itself. */
export function endProblem(
  end: Exclude<ActivityEnd, { kind: 'returned' | 'skipped' | 'refused' }>,
  told: Told,
): Problem {
  const { file } = told;
  switch (end.kind) {
    case 'threw':
      return at('activity_threw', file, { frames: end.frames, params: { message: cut(end.message) } });
    case 'no_error':
      return placed('activity_threw_no_error', { file }, { message: cut(end.message) });
    case 'no_json':
      return placed('activity_returned_no_json', { file }, { message: cut(end.message) });
    case 'too_much':
      return placed('activity_returned_too_much', { file }, { length: end.length, most: end.most });
    case 'not_compiled':
      return placed('activity_does_not_compile', end.place ?? { file }, { message: cut(end.message) });
    case 'no_function':
      return placed('activity_no_function', { file }, { call: told.call });
    case 'not_allowed':
      return at('activity_not_allowed', file, { frames: end.frames, params: allowed(end) });
    case 'too_slow':
      return tooSlow(end.frames, told);
    case 'exited':
      return at('activity_exited', file, { frames: end.frames, params: { code: end.code } });
    case 'no_typescript':
      return placed('activity_no_typescript', { file }, { version: end.version });
    case 'stopped':
      return { kind: 'transient', code: 'canceled', params: {} };
  }
}

const allowed = ({ permission, resource }: Extract<ActivityEnd, { kind: 'not_allowed' }>): Params => ({
  permission,
  resource: resource === '' ? permission : resource,
});

function tooSlow(frames: OwnFrames, { file, deadlineMs }: Told): Problem {
  const params = { seconds: Math.round(deadlineMs / 1000) };
  return frames.length > 0
    ? at('activity_too_slow', file, { frames, params })
    : placed('activity_never_answered', { file }, params);
}

function at(code: string, file: string, { frames, params }: { readonly frames: OwnFrames; readonly params: Params }) {
  const named = frames.slice(0, NAMED_FRAMES).map(frame => `${frame.name} ${frame.file}:${frame.line}`.trim());
  const stack = frames.length > 1 ? { stack: named.join(' ← ') } : {};
  return placed(code, frames[0] ?? { file }, { ...params, ...stack });
}

/** Without a line where nobody knows one: the sentence leaves it out. */
export const placed = (
  code: string,
  place: Pick<CodePlace, 'file'> & Partial<Pick<CodePlace, 'line'>>,
  params: Params,
): Problem => {
  const { file, line } = place;
  const at = { file, ...(line === undefined ? {} : { line }) };
  return { kind: 'config', code, ...at, params: { ...at, ...params } };
};

/** One line: it stands within a sentence. */
function cut(message: string): string {
  const line = message.slice(0, 1_000).replaceAll(/\s+/g, ' ');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
