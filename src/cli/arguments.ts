/** What stood on the command line after the verb, checked against its table. */
export interface Arguments {
  readonly operands: readonly string[];
  flag(name: string): boolean;
  /** The value given, else the fallback. */
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  all(name: string): readonly string[];
  given(name: string): boolean;
}
