import { fail } from './problem.ts';

type Headers = Readonly<Record<string, string>>;
export type Environment = Readonly<Record<string, string | undefined>>;

// A field name as RFC 9110 (section 5.1) allows it.
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
/** Those by which the client frames the message: fetch refuses them, at each attempt anew. */
const RESERVED = /^(?:connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;
const REFERENCE = /^env:(INGESTION_WORKSHOP_[A-Z0-9_]+)$/;

/** A header's value as a file may hold it: the name of a variable. */
export const isHeaderReference = (text: string): boolean => REFERENCE.test(text);

/** Why a header of that name cannot be sent; null: it can. */
export function refuseHeaderName(name: string): 'header_name_bad' | 'header_reserved' | null {
  if (!NAME.test(name)) return 'header_name_bad';
  return RESERVED.test(name) ? 'header_reserved' : null;
}

/** `Name: env:INGESTION_WORKSHOP_X` → name and reference. A literal value is refused and not repeated: it may be a secret. */
export function parseHeaders(written: readonly string[]): Headers {
  return Object.fromEntries(
    written.map(text => {
      const [, name = '', value = ''] = /^([^:]*):\s*(.*)$/s.exec(text) ?? [];
      const refusal = refuseHeaderName(name);
      if (refusal === 'header_name_bad') throw fail('usage', 'header_malformed');
      if (refusal !== null) throw fail('usage', refusal, { header: name });
      if (!REFERENCE.test(value)) throw fail('usage', 'header_literal', { header: name });
      return [name, value];
    }),
  );
}

/** What RFC 9110 (section 5.5) lets a field hold. */
export const isHeaderValue = (text: string): boolean => !/[^\t\u0020-\u007e\u0080-\u00ff]/.test(text);

/**
 * References → values, for one run; they go nowhere else: journals keep the names of the variables only.
 * Throws config `api_header_literal`, `header_name_bad`, `header_reserved`, `header_variable_missing`, `header_variable_bad`.
 */
export function resolveHeaders(references: Headers, env: Environment): Headers {
  return Object.fromEntries(
    Object.entries(references).map(([header, reference]) => {
      const variable = REFERENCE.exec(reference)?.[1];
      if (variable === undefined) throw fail('config', 'api_header_literal', { header });
      const refusal = refuseHeaderName(header);
      if (refusal !== null) throw fail('config', refusal, { header });
      const value = env[variable];
      if (value === undefined || value === '') throw fail('config', 'header_variable_missing', { header, variable });
      // An error of the HTTP client would repeat such a value.
      if (!isHeaderValue(value)) throw fail('config', 'header_variable_bad', { header, variable });
      return [header, value];
    }),
  );
}
