import type { ApiIngestionInput } from '../model/generated/types.ts';
import { parseHeaders } from '../model/headers.ts';
import { ProblemError } from '../model/problem.ts';
import type { Arguments } from './arguments.ts';
import type { PlacedFault } from './results.ts';
import { readInputFile } from './readInputFile.ts';
import type { Session } from './session.ts';

export interface AskedIngestion {
  readonly input: ApiIngestionInput;
  /** The configuration file, absolute; null when there is none. */
  readonly file: string | null;
  readonly warnings: readonly PlacedFault[];
  readonly faults: readonly PlacedFault[];
}

const TEXTS = [
  ...['start-date', 'end-date', 'output-dir', 'base-url', 'pagination', 'data-path', 'next-path', 'date-column'],
  ...['start-param', 'end-param', 'watermark', 'watermark-column', 'watermark-param', 'time-zone', 'write'],
  ...['schema-contract', 'compression'],
];
const NUMBERS = ['page-size', 'first-page', 'overlap', 'max-attempts', 'concurrency', 'request-timeout'];
const FLAGS = ['full-refresh', 'skip-existing', 'fail-on-dead-letters', 'allow-private-hosts'];

/** What the configuration file says, and the arguments over it. */
export async function apiInputOf(args: Arguments, session: Session): Promise<AskedIngestion> {
  const config = args.text('config');
  const text = config === undefined ? undefined : await readInputFile(config, session);
  const read = text && (await session.engine.readApiInput(text));
  const written = read?.input ?? {};
  const base_url = written.base_url ?? session.env['INGESTION_WORKSHOP_BASE_URL'];
  const headers = { ...written.headers, ...parseHeaders(args.all('header')) };
  return {
    input: {
      ...written,
      ...(base_url ? { base_url } : {}),
      ...given(args),
      ...(Object.keys(headers).length > 0 ? { headers } : {}),
    },
    file: text?.file ?? null,
    warnings: read?.warnings ?? [],
    faults: read?.problems ?? [],
  };
}

function given(args: Arguments): ApiIngestionInput {
  const field = (name: string): string => name.replaceAll('-', '_');
  const isGiven = (name: string): boolean => args.given(name);
  const keys = args.all('primary-key');
  return Object.fromEntries([
    ...TEXTS.filter(isGiven).map(name => [field(name), args.text(name)]),
    ...NUMBERS.filter(isGiven).map(name => [field(name), args.number(name)]),
    ...FLAGS.filter(isGiven).map(name => [field(name), true]),
    ...(keys.length > 0 ? [['primary_key', keys.length === 1 ? keys[0] : keys]] : []),
  ]);
}

/** A fault of the file, as an error. */
export const faultOf = ({ code, params, line, column }: PlacedFault, file: string): ProblemError =>
  new ProblemError({ kind: 'config', code, params, file, line, column });
