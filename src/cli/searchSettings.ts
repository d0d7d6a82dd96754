import type { SearchSettings } from '../engine/searchIndex.ts';
import { DEFAULT_COLLECTION } from '../model/collection.ts';
import { parseFilter } from '../model/filter.ts';
import type { Params } from '../model/problem.ts';
import type { Arguments } from './arguments.ts';
import { databaseUriOf } from './databaseUri.ts';
import { sentence } from './describe.ts';
import type { Session } from './session.ts';
import { workDirOf, workDirOption } from './workFolder.ts';

/** What `search` and `ask` look in, and how they rank. */
export const searchSettings = (args: Arguments): SearchSettings => ({
  collection: args.text('collection') ?? DEFAULT_COLLECTION,
  ...databaseUriOf(args),
  k: args.number('k') ?? 5,
  weight: args.number('weight'),
  filter: parseFilter(args.all('filter')),
  linkPenalty: args.number('link-penalty'),
  lambda: args.number('mmr'),
});

/** What must be known before the results are believed. */
export interface SearchWarning {
  readonly code: string;
  readonly params: Params;
}

interface Found {
  readonly results: readonly unknown[];
  readonly model: string | null;
  readonly nothingClose?: boolean;
  readonly collections?: readonly string[];
}

export function searchWarnings(found: Found, collection: string): SearchWarning[] {
  const { nothingClose = false, collections = [] } = found;
  // No collection at all: then the first run makes this one too.
  if (collections.length > 0)
    return [{ code: 'collection_missing', params: { collection, collections: collections.join(', ') } }];
  return nothingClose ? [{ code: 'nothing_close', params: {} }] : [];
}

/** As JSON has them, in English. */
export const warningsJson = (session: Session, warnings: readonly SearchWarning[]): Record<string, unknown> =>
  warnings.length === 0
    ? {}
    : { warnings: warnings.map(warning => ({ ...warning, message: sentence(session.texts.english, warning) })) };

/** Why there is nothing, for a terminal. */
export function nothingText(args: Arguments, session: Session, found: Found): string {
  const { human } = session.texts;
  const [warning] = searchWarnings(found, searchSettings(args).collection);
  if (warning) return sentence(human, warning);
  const work_dir = workDirOption(session, workDirOf(args, session));
  return human.say(found.model === null ? 'cli.search.no_index' : 'cli.search.nothing', { work_dir });
}
