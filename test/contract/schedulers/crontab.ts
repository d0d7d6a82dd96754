// A crontab as cron reads it (crontab(5) of Debian's and of vixie's cron), and nothing that only looks like one.

export interface CronJob {
  /** Five fields, or `@reboot` and its like. */
  readonly when: string;
  /** As the shell gets it. */
  readonly command: string;
}

export interface Crontab {
  readonly variables: Readonly<Record<string, string>>;
  readonly jobs: readonly CronJob[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS = [
  { name: 'minute', min: 0, max: 59, words: [] },
  { name: 'hour', min: 0, max: 23, words: [] },
  { name: 'day of the month', min: 1, max: 31, words: [] },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of the week', min: 0, max: 7, words: DAYS },
] as const;
type Field = (typeof FIELDS)[number];
const NICKNAMES = ['@reboot', '@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** Throws an Error that names the line. */
export function readCrontab(text: string): Crontab {
  if (!text.endsWith('\n')) throw new Error('cron ignores a last line without its end');
  const variables: Record<string, string> = {};
  const jobs: CronJob[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, name, value] = /^\s*([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    try {
      if (name === undefined) jobs.push(readJob(line.trim()));
      else variables[name] = readValue(value ?? '');
    } catch (error) {
      throw new Error(`line ${at + 1}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { variables, jobs };
}

/** cron expands nothing in a value, so a `$` there is a mistake; quotes around it are taken away. */
function readValue(value: string): string {
  if (value.includes('$')) throw new Error(`cron does not expand ${value}`);
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}

function readJob(line: string): CronJob {
  const [, when, command] = /^(@\w+|(?:\S+\s+){4}\S+)\s+(.+)$/.exec(line) ?? [];
  if (when === undefined || command === undefined) throw new Error(`neither a variable nor a job: ${line}`);
  if (when.startsWith('@')) {
    if (!NICKNAMES.includes(when)) throw new Error(`no nickname of cron: ${when}`);
  } else checkTime(when);
  return { when, command: readCommand(command) };
}

/** Throws unless these are five fields of cron. */
export function checkTime(when: string): void {
  const fields = when.split(/\s+/);
  if (fields.length !== FIELDS.length) throw new Error(`not five fields: ${when}`);
  for (const [at, field] of FIELDS.entries()) for (const part of fields[at]!.split(',')) checkPart(part, field);
}

function checkPart(part: string, field: Field): void {
  const [, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/([1-9]\d*))?$/.exec(part) ?? [];
  const wrong = new Error(`no ${field.name}: ${part}`);
  if (from === undefined || (from === '*' && to !== undefined)) throw wrong;
  if (from === '*') return;
  if (step !== undefined && to === undefined) throw wrong;
  const [first, last] = [from, to ?? from].map(word => numberOf(word, field));
  if (first === undefined || last === undefined || first > last) throw wrong;
}

function numberOf(word: string, { min, max, words }: Field): number | undefined {
  const named = words.findIndex(each => each === word.toLowerCase());
  const value = named >= 0 ? named + min : /^\d+$/.test(word) ? Number(word) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

/** The first bare `%` ends the command; what follows is its standard input. Nobody wants that. */
function readCommand(command: string): string {
  if (/(?<!\\)%/.test(command)) throw new Error(`a bare % ends the command: ${command}`);
  return command.replaceAll('\\%', '%');
}
