import { parsePostgresUri } from '../databaseUri.ts';
import type { Workshop } from '../generated/types.ts';
import type { Requirement } from './outline.ts';

/** All that steps of a workshop require, once each. */
export const requirementsOf = ({ parts }: Workshop): readonly Requirement[] => [
  ...new Set(parts.flatMap(({ steps }) => steps.flatMap(({ requires }) => requires ?? []))),
];

/** An address of this machine: that it is there tells of no server beyond it. */
export interface OwnAddress {
  readonly address: string;
  /** Of the loopback. */
  readonly internal: boolean;
}

/** Those that a machine gives itself where nobody gave it one. */
const LINK_LOCAL = /^(?:169\.254\.|fe[89ab])/i;

/** Whether one of them is that of a network. */
export const isOnNetwork = (addresses: readonly OwnAddress[]): boolean =>
  addresses.some(({ address, internal }) => !internal && !LINK_LOCAL.test(address));

/** Not behind a `#`. */
const POSTGRES = /^[^#\n]*?(postgres(?:ql)?(?:\+\w+)?:\/\/[^\s"']+)/gim;

/** `host:port` of each PostgreSQL server that an input names; an address that cannot be read names none. */
export function postgresServers(input: string): readonly string[] {
  return [...input.matchAll(POSTGRES)].flatMap(([, uri = '']) => {
    try {
      const { host, port } = parsePostgresUri(uri);
      return [`${host.includes(':') ? `[${host}]` : host}:${port}`];
    } catch {
      return [];
    }
  });
}
