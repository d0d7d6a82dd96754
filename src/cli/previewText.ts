import { PREVIEW_ACTIONS, reasonSaid, type CrawlPreview, type PreviewEntry } from '../model/preview/preview.ts';
import type { Language } from '../model/text.ts';
import english from '../../l10n/bundle.l10n.json';
import french from '../../l10n/bundle.l10n.fr.json';
import { sentence } from './describe.ts';
import type { VerbResult } from './results.ts';
import { duration, figure, size, wordsOf, type Words } from './texts.ts';

/** As many as a person reads on a terminal. */
const SHOWN = 200;

/** What `ingest --preview` found, in the contract's names and for a person. Beside the command line's own file, with its words. */
export function describePreview(preview: CrawlPreview, language: Language): Pick<VerbResult, 'json' | 'text'> {
  return {
    json: previewJson(preview, wordsOf(english, 'en')),
    text: () => previewText(preview, wordsOf(language === 'fr' ? french : english, language)),
  };
}

function previewJson(preview: CrawlPreview, words: Words): VerbResult['json'] {
  const { measured, estimate } = preview;
  return {
    status: preview.isCancelled ? 'cancelled' : 'success',
    addresses: preview.entries.map(entry => entryJson(entry, words)),
    levels: preview.levels,
    hosts: preview.hosts.map(({ origin, pages, delayMs }) => ({ origin, pages, delay_ms: delayMs })),
    sitemaps: preview.sitemaps.map(({ uri, addresses, problem }) => ({
      ...{ uri, addresses },
      reason: problem && sentence(words, problem),
      reason_detail: problem,
    })),
    not_listed: preview.unlisted,
    not_followed: preview.unfollowed,
    not_looked_at: preview.open,
    measured: {
      requests: measured.requests,
      pages: measured.pages,
      bytes: measured.bytes,
      duration_ms: Math.round(measured.durationMs),
      request_ms: measured.requestMs,
      page_bytes: measured.pageBytes,
    },
    estimate,
  };
}

function entryJson(entry: PreviewEntry, words: Words): Record<string, unknown> {
  const { uri, action, level, foundOn, aliasOf, reason, cause, followsLinks, loaded } = entry;
  const told = reasonSaid(entry);
  return {
    ...{ uri, action, level, found_on: foundOn },
    reason: told && words.say(told.key, told.params),
    reason_detail: reason,
    ...(aliasOf === null ? {} : { alias_of: aliasOf }),
    cause,
    follows_links: followsLinks,
    loaded: loaded && {
      final_uri: loaded.finalUri,
      content_type: loaded.contentType,
      bytes: loaded.bytes,
      links: loaded.links,
    },
  };
}

function previewText(preview: CrawlPreview, words: Words): string {
  const shown = (value: number): string => figure(value, words.language);
  const { entries, unfollowed, unlisted, open, isCancelled } = preview;
  return [
    words.say(isCancelled ? 'preview.cancelled' : 'preview.title', { open: shown(open) }),
    ...entries.slice(0, SHOWN).flatMap(entry => entryText(entry, words)),
    ...(entries.length > SHOWN ? [words.say('preview.more', { count: shown(entries.length - SHOWN) })] : []),
    ...preview.levels.map(({ level, ...counts }) => {
      const figures = PREVIEW_ACTIONS.map(action => [action, shown(counts[action])]);
      return words.say('preview.level', { level, ...Object.fromEntries(figures) });
    }),
    ...(unfollowed > 0 ? [words.say('preview.unfollowed', { count: shown(unfollowed) })] : []),
    ...(unlisted > 0 ? [words.say('preview.unlisted', { count: shown(unlisted) })] : []),
    ...sitesText(preview, words),
    ...figuresText(preview, words),
  ].join('\n');
}

function entryText(entry: PreviewEntry, words: Words): string[] {
  const { uri, action, level } = entry;
  const told = reasonSaid(entry);
  const line = `  ${level}  ${words.say(`preview.action.${action}`)}  ${uri}`;
  return told ? [line, `       ${words.say(told.key, told.params)}`] : [line];
}

function sitesText({ hosts, sitemaps }: CrawlPreview, words: Words): string[] {
  const shown = (value: number): string => figure(value, words.language, 1);
  return [
    ...hosts.map(({ origin, pages, delayMs }) =>
      words.say('preview.host', { origin, pages: shown(pages), seconds: shown(delayMs / 1000) }),
    ),
    ...sitemaps.map(({ uri, addresses, problem }) =>
      problem ? sentence(words, problem) : words.say('preview.sitemap', { uri, count: shown(addresses) }),
    ),
  ];
}

function figuresText({ measured, estimate }: CrawlPreview, words: Words): string[] {
  const { language } = words;
  const unknown = words.say('preview.unknown');
  return [
    words.say('preview.measured', {
      requests: figure(measured.requests, language),
      pages: figure(measured.pages, language),
      bytes: size(measured.bytes, language),
      time: duration(measured.durationMs, language),
    }),
    words.say('preview.estimate', {
      requests: figure(estimate.requests, language),
      time: estimate.seconds === null ? unknown : duration(estimate.seconds * 1000, language),
      bytes: estimate.bytes === null ? unknown : size(estimate.bytes, language),
    }),
  ];
}
