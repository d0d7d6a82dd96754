/** Offsets into the text, in UTF-16 units; the end is exclusive. */
export interface Replaced {
  readonly start: number;
  readonly end: number;
}

/** What may be written at a place of an input file. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'snippet';
  /** Its type, in TypeScript's notation. */
  readonly detail: string;
  /** Key of the catalogue. */
  readonly documentation: string;
  /** In the snippet syntax of editors: `${1:placeholder}`. */
  readonly insertText: string;
  readonly replace: Replaced;
}

/** What an input file's word under the pointer means. */
export interface HoverText {
  /** `Source.max_depth` */
  readonly title: string;
  /** In TypeScript's notation. */
  readonly type: string;
  readonly required: boolean;
  /** Key of the catalogue. */
  readonly documentation: string;
  readonly default?: string;
  readonly allowed?: readonly string[];
  readonly range: Replaced;
}
