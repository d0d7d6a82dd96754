import type { ColumnType } from '../../model/table/columnType.ts';
import { rescale } from '../../model/table/digits.ts';
import { exactJson } from '../../model/table/exactJson.ts';
import { fieldOf, fitDigits, fitFor, momentCount } from '../../model/table/fitValue.ts';
import { parseDate } from '../../model/table/timeText.ts';
import { isList, isStruct, type Value } from '../../model/table/value.ts';

/** A value as the writer takes it: null stays null; undefined when it does not fit. */
export type Encode = (value: Value) => unknown;

export function encoderOf(type: ColumnType): Encode {
  const encode = encoderOfValue(type);
  return value => (value === null ? null : encode(value));
}

function encoderOfValue(type: ColumnType): Encode {
  const fit = fitFor(type);
  switch (type.kind) {
    case 'integer':
      if (type.bits !== undefined) return fit;
      return value => {
        if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
        const fitted = fit(value);
        return typeof fitted === 'number' ? BigInt(fitted) : fitted;
      };
    case 'json':
      return exactJson;
    case 'date':
      return value => (typeof value === 'string' ? parseDate(value) : undefined);
    case 'timestamp':
      return value => momentCount(type, value);
    case 'decimal':
      return value => {
        const digits = fitDigits(type, value);
        return digits && rescale(digits, type.scale);
      };
    case 'list':
      return encodeList(encoderOf(type.element));
    case 'struct':
      return encodeStruct(type.fields.map(field => [field.name, encoderOf(field.type)]));
    default:
      return fit;
  }
}

function encodeList(encode: Encode): Encode {
  return value => {
    if (!isList(value)) return undefined;
    const encoded: unknown[] = [];
    for (const element of value) {
      const one = encode(element);
      if (one === undefined) return undefined;
      encoded.push(one);
    }
    return encoded;
  };
}

function encodeStruct(fields: readonly (readonly [string, Encode])[]): Encode {
  const names = new Set(fields.map(([name]) => name));
  return value => {
    if (!isStruct(value)) return undefined;
    for (const name in value) if (!names.has(name)) return undefined;
    const encoded: Record<string, unknown> = {};
    for (const [name, encode] of fields) {
      const one = encode(fieldOf(value, name));
      if (one === undefined) return undefined;
      encoded[name] = one;
    }
    return encoded;
  };
}
