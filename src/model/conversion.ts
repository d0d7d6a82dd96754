/** What cleaning took away: one entry a reason. */
export interface Removal {
  /** navigation, cookie_banner, share, related, newsletter, comments, footer, script, advert, outside_main … */
  readonly reason: string;
  /** Elements removed for this reason. */
  readonly count: number;
  /** The first one's text, at most 80 characters. */
  readonly preview: string;
}

export type Conversion =
  | {
      readonly outcome: 'converted';
      readonly title: string;
      readonly markdown: string;
      /** The main content before it is written as Markdown; only where it was asked for. */
      readonly html?: string;
      /** BCP 47, as the page states it. */
      readonly language: string | null;
      readonly author: string | null;
      /** ISO 8601. */
      readonly published: string | null;
      readonly removed: readonly Removal[];
    }
  | { readonly outcome: 'skipped'; readonly reason: 'empty_page' | 'script_only'; readonly title: string };

export interface ConversionOptions {
  /** The page's own address: links become absolute with it. */
  readonly url?: string;
  readonly mainContent: boolean;
  /** Selectors of elements that are never removed. */
  readonly keep: readonly string[];
  /** The main content as HTML, too. */
  readonly withHtml?: boolean;
}
