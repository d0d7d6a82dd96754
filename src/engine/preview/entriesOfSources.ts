import { outcomeOf } from '../../model/outcome.ts';
import { planSource } from '../../model/plan.ts';
import type { InputPath, PreviewAction, PreviewEntry } from '../../model/preview/preview.ts';
import type { Reason } from '../../model/problem.ts';
import type { SourceState } from '../../model/runState.ts';
import type { PageNote } from './notes.ts';
import { sameSpelling, sourceIndex, type Told } from './told.ts';

interface Verdict {
  readonly action: PreviewAction;
  readonly reason?: Reason;
  readonly aliasOf?: string;
}

const FETCH: Verdict = { action: 'fetch' };

/** Every Source that the run admits, in its order; those that a stopped one had not looked at are left out. */
export function entriesOfSources(told: Told): PreviewEntry[] {
  const first = new Map<string, string>();
  return told.state.sources.flatMap(source => {
    const page = told.notes.pages.get(source.source.uri);
    const verdict = source.sameAddressAs ? sameAddress(source, source.sameAddressAs) : judge(told, source, page);
    if (!verdict) return [];
    return [entryOf(told, source, page && verdict === FETCH ? twinOf(first, source, page) : verdict)];
  });
}

/** Of what is loaded only: the content of others is not known. */
function twinOf(first: Map<string, string>, { source }: SourceState, { sha256 }: PageNote): Verdict {
  const twin = first.get(sha256);
  if (twin === undefined) {
    first.set(sha256, source.uri);
    return FETCH;
  }
  return { action: 'alias', aliasOf: twin, reason: { code: 'same_content', params: { of: twin } } };
}

function sameAddress({ source }: SourceState, first: SourceState): Verdict {
  const of = first.source.uri;
  return { action: 'alias', aliasOf: of, reason: sameSpelling(source.uri, of) };
}

function judge({ state, input }: Told, source: SourceState, page: PageNote | undefined): Verdict | undefined {
  const plan = planSource(source.admitted, input, state.options);
  if (plan.SCRAPING === 'none' && source.plan.CRAWLING === 'none') return { action: 'file' };
  const { status, reason } = outcomeOf(state, source);
  switch (status) {
    case 'SKIPPED':
      return { action: 'skip', ...(reason && { reason }) };
    case 'ERROR':
      if (reason?.code === 'canceled') return undefined;
      return { action: reason?.code === 'private_address' ? 'skip' : 'fail', ...(reason && { reason }) };
    case 'COMPLETED':
      if (page?.skipped) return { action: 'skip', reason: page.skipped };
      if (plan.SCRAPING === 'none' && !page) return { action: 'skip', reason: { code: 'no_scraping', params: {} } };
      return FETCH;
    default:
      return undefined;
  }
}

function entryOf(told: Told, source: SourceState, { action, reason, aliasOf }: Verdict): PreviewEntry {
  const { uri } = source.source;
  const { notes } = told;
  const page = notes.pages.get(uri);
  return {
    ...{ uri, action },
    reason: reason ?? null,
    aliasOf: aliasOf ?? null,
    level: source.level,
    foundOn: source.level === 0 ? null : (notes.links.get(uri)?.listedBy ?? source.admitted.parent_uri ?? null),
    cause: causeOf(told, source, action),
    followsLinks: source.followsLinks,
    loaded: page
      ? { finalUri: page.finalUri, contentType: page.contentType, bytes: page.bytes, links: page.links }
      : null,
  };
}

/** INPUT's own stand there; the others are there because a first page's depth lets them in. */
function causeOf(told: Told, source: SourceState, action: PreviewAction): InputPath | null {
  const at = sourceIndex(told, source.source.uri);
  if (at === null) return null;
  if (source.level > 0) return ['sources', at, 'max_depth'];
  return ['sources', at, action === 'file' ? 'raw_file_path' : 'uri'];
}
