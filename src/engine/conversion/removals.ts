import type { Removal } from '../../model/conversion.ts';
import { textOf } from './measureText.ts';

/** In the order in which they are told. */
const REMOVAL_REASONS = [
  'script',
  'style',
  'hidden',
  'navigation',
  'cookie_banner',
  'share',
  'related',
  'newsletter',
  'comments',
  'footer',
  'advert',
  'byline',
  'tags',
  'form',
  'sidebar',
  'outside_main',
] as const;

export type RemovalReason = (typeof REMOVAL_REASONS)[number];

/** UTF-16 units, the ellipsis included. */
const PREVIEW_LENGTH = 80;

/** What was left out, counted by reason. */
export type Removals = {
  remove(element: Element, reason: RemovalReason): void;
  /** For what never became an element: scripts and styles that the scan skipped. */
  count(reason: RemovalReason, count: number): void;
  list(): Removal[];
};

/** `tell` hears of every element that is about to go, empty ones too. */
export function recordRemovals(tell?: (element: Element, reason: RemovalReason) => void): Removals {
  const found = new Map<RemovalReason, Removal>();
  const add = (reason: RemovalReason, count: number, preview: string): void => {
    const known = found.get(reason) ?? { reason, count: 0, preview: '' };
    found.set(reason, { reason, count: known.count + count, preview: known.preview || preview });
  };
  return {
    remove(element, reason) {
      const preview = found.get(reason)?.preview ? '' : previewOf(element);
      tell?.(element, reason);
      element.remove();
      // A spacer or an empty wrapper is no loss to tell of.
      if (preview !== '' || found.has(reason)) add(reason, 1, preview);
    },
    count(reason, count) {
      if (count > 0) add(reason, count, '');
    },
    list: () => REMOVAL_REASONS.flatMap(reason => found.get(reason) ?? []),
  };
}

function previewOf(element: Element): string {
  const text = textOf(element);
  if (text.length <= PREVIEW_LENGTH) return text;
  return text.slice(0, PREVIEW_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '') + '…';
}
