/** A field of a row: what JSON can say, and the two kinds of number that a double would change. */
export type Value = null | boolean | number | bigint | ExactDecimal | string | readonly Value[] | Struct;

export interface Struct {
  readonly [name: string]: Value;
}

export type Row = Struct;

/** All bundles share it: what one of them makes, another knows. */
const EXACT = Symbol.for('ingestion-workshop.exactDecimal');

/** A number that no double holds as it was written: `1.0050000000000000001`. Integers beyond ±(2^53 - 1) are `bigint`. */
export class ExactDecimal {
  /** `-?digits(.digits)?`: no exponent, no zeros that say nothing. */
  readonly decimal: string;
  constructor(decimal: string) {
    this.decimal = decimal;
    Object.freeze(this);
  }
  get [EXACT](): true {
    return true;
  }
  /** `JSON.stringify` writes it digit by digit. */
  toJSON(): unknown {
    return rawJson(this.decimal);
  }
}

export const isExactDecimal = (value: unknown): value is ExactDecimal =>
  typeof value === 'object' && value !== null && EXACT in value;

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const isStruct = (value: Value | undefined): value is Struct =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactDecimal(value);

declare global {
  interface JSON {
    /** In V8 since 11.4 (Node 21); TypeScript's library does not know it yet. */
    rawJSON(text: string): unknown;
  }
}

export const { rawJSON: rawJson } = JSON;
