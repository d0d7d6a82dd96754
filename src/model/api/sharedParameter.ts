import { firstMark, pageParameters, type PageParameters, type Pagination } from './pagination.ts';

/** Of `ApiSettings`. */
interface Naming {
  readonly pagination: Pagination;
  readonly parameters: PageParameters;
  readonly pageSize: number;
  readonly firstPage: number;
  readonly query: Readonly<Record<string, string>>;
  readonly startParam: string | null;
  readonly endParam: string | null;
}

export interface SharedParameter {
  readonly parameter: string;
  /** As a configuration names them. */
  readonly first: string;
  readonly second: string;
}

/**
 * A parameter that would have to say two things: the later one wins in the address, and days or pages that nobody asked
 * for come without a word. The watermark may go by the name of the first day, which it then takes the place of.
 */
export function findSharedParameter(settings: Naming): SharedParameter | null {
  const owners = new Map<string, string>();
  for (const [parameter, second] of parametersOf(settings)) {
    const first = owners.get(parameter);
    if (first !== undefined) return { parameter, first, second };
    owners.set(parameter, second);
  }
  return null;
}

function* parametersOf(settings: Naming): Iterable<[string, string]> {
  const { query, startParam, endParam, pagination, parameters, pageSize } = settings;
  // First those that have defaults, as a fault is shown at the second. Each by its own name: what a style does not use shares nothing.
  const names = { page: 'page', offset: 'offset', cursor: 'cursor', after: 'after', limit: 'limit' } as const;
  const used = pageParameters(firstMark(pagination, pageSize, '-'), names, settings);
  for (const name of Object.values(names)) if (name in used) yield [parameters[name], `parameters.${name}`];
  for (const name of Object.keys(query)) yield [name, `query.${name}`];
  if (startParam !== null) yield [startParam, 'start_param'];
  if (endParam !== null) yield [endParam, 'end_param'];
}
