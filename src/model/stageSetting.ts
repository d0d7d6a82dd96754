/** A setting of INPUT that one stage's results depend on, as a person may change it. */
export interface StageSetting {
  /** `recursive_chunking_config.chunk_size` */
  readonly name: string;
  readonly kind: 'integer' | 'number' | 'boolean' | 'text' | 'list' | 'choice';
  /** Of a choice, and of a boolean. */
  readonly choices: readonly string[];
  /** As INPUT has it, in the form of `SettingChange.text`; null where it is not set. */
  readonly value: string | null;
  /** What holds where it is not set; null where nothing does. */
  readonly fallback: string | null;
  /** Where the catalogue explains it. */
  readonly explained: string;
}

/** What a person typed: a list is parted by commas, or JSON; empty = not set. */
export interface SettingChange {
  readonly name: string;
  readonly text: string;
}
