import type { Log } from '../engine/ports.ts';
import type { Texts, Words } from './texts.ts';
import type { World } from './world.ts';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type Level = (typeof LEVELS)[number];

/** What goes to stderr: the log, and one progress line on a terminal. */
export interface Reporter {
  readonly log: Log;
  /** Replaces the progress line, at most ten times a second; nothing where stderr is no terminal. */
  progress(line: string | (() => string)): void;
  /** Removes the progress line. */
  settle(): void;
}

export interface ReportOptions {
  readonly level: Level | undefined;
  readonly quiet: boolean;
  readonly texts: Texts;
}

export function createReporter(world: Pick<World, 'stderr' | 'now'>, options: ReportOptions): Reporter {
  const { stderr, now } = world;
  const { human, english } = options.texts;
  // A person sees progress and what needs attention; a log file gets the milestones too.
  const level = options.quiet ? 'error' : (options.level ?? (stderr.isTTY ? 'warn' : 'info'));
  const live = stderr.isTTY && !options.quiet;
  let shown = false;
  let last = -Infinity;
  const settle = (): void => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  return {
    settle,
    progress(line) {
      const time = now().getTime();
      if (!live || time - last < 100) return;
      last = time;
      shown = true;
      stderr.write(`\r\u001b[K${typeof line === 'string' ? line : line()}`);
    },
    log: {
      write(entryLevel, code, fields = {}) {
        if (LEVELS.indexOf(entryLevel) > LEVELS.indexOf(level)) return;
        settle();
        const entry = { level: entryLevel, code, fields };
        stderr.write(stderr.isTTY ? humanLine(human, entry) : jsonLine(english, now(), entry));
      },
    },
  };
}

interface Entry {
  readonly level: Level;
  readonly code: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const humanLine = (words: Words, entry: Entry): string =>
  `${words.say(`cli.level.${entry.level}`)} ${placeOf(entry)}${messageOf(words, entry)}\n`;

/** Of what stands in a file of the user's: as an editor jumps to it. */
const placeOf = ({ fields: { file, line, column } }: Entry): string =>
  column === undefined ? '' : `${String(file)}:${String(line)}:${String(column)}: `;

function jsonLine(words: Words, now: Date, entry: Entry): string {
  const { level, code, fields } = entry;
  const head = { time: now.toISOString(), level, message: messageOf(words, entry), code };
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in head)));
  return `${JSON.stringify({ ...head, ...rest })}\n`;
}

function messageOf(words: Words, { code, fields }: Entry): string {
  const key = [`log.${code}`, `error.${code}`].find(words.has);
  return key === undefined ? code : words.say(key, scalars(fields));
}

function scalars(fields: Entry['fields']): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string' || typeof value === 'number') kept[name] = value;
  return kept;
}
