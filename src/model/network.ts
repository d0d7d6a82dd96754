/**
 * Which IP addresses a page from outside may not lead us to: this machine, its network, a cloud's metadata server.
 * What is not understood counts as private. Ranges: IANA special-purpose registries (RFC 6890), without the
 * documentation ones, which lead nowhere.
 */
export function isPrivateAddress(ip: string): boolean {
  const bare = ip.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!bare.includes(':')) return isPrivateV4(readV4(bare));
  return isPrivateV6(readV6(bare));
}

/** A host name or IP address that is this very machine: politeness is not owed to it. */
export function isLoopback(host: string): boolean {
  const bare = host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true;
  const v4 = readV4(bare) ?? (bare.includes(':') ? mappedV4(readV6(bare)) : undefined);
  if (v4 !== undefined) return v4 >>> 24 === 127;
  return bare.includes(':') && readV6(bare)?.join() === '0,0,0,0,0,0,0,1';
}

/** An IP address as it stands in an address (`[::1]` or `127.0.0.1`): no name to look up. */
export const isIpLiteral = (host: string): boolean => host.startsWith('[') || readV4(host) !== undefined;

/** [network, bits]: this network, private use, CGNAT, loopback, link-local and metadata, IETF, benchmarks, multicast and up. */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
];

function isPrivateV4(ip: number | undefined): boolean {
  if (ip === undefined) return true;
  return PRIVATE_V4.some(([network, bits]) => (ip ^ (readV4(network) ?? 0)) >>> (32 - bits) === 0);
}

function isPrivateV6(groups: readonly number[] | undefined): boolean {
  if (!groups) return true;
  const [first = 0, second = 0] = groups;
  const inner = mappedV4(groups);
  if (inner !== undefined) return isPrivateV4(inner);
  // Teredo hides an IPv4 address by turning its bits over: no honest page is served there.
  if (first === 0x2001 && second === 0) return true;
  // Global unicast is 2000::/3; all the rest is local, link-local, multicast, loopback or unassigned.
  return first >>> 13 !== 1;
}

/** The IPv4 address inside ::ffff:a.b.c.d, ::a.b.c.d, 64:ff9b::a.b.c.d (NAT64) and 2002:… (6to4). */
function mappedV4(groups: readonly number[] | undefined): number | undefined {
  if (!groups) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  if (a === 0x2002) return ((b << 16) | c) >>> 0;
  const prefix = [a, b, c, d, e, f].join();
  const known = prefix === '0,0,0,0,0,65535' || prefix === '100,65435,0,0,0,0';
  const compatible = prefix === '0,0,0,0,0,0' && (g !== 0 || h > 1);
  return known || compatible ? ((g << 16) | h) >>> 0 : undefined;
}

function readV4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some(part => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function readV6(text: string): number[] | undefined {
  const dotted = /[^:]*\.[^:]*$/.exec(text)?.[0];
  const v4 = dotted === undefined ? undefined : readV4(dotted);
  if (dotted !== undefined && v4 === undefined) return undefined;
  const hex =
    v4 === undefined ? text : text.replace(dotted ?? '', `${(v4 >>> 16).toString(16)}:${(v4 & 0xffff).toString(16)}`);
  const halves = hex.split('::');
  const [head = [], tail = []] = halves.map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const all = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail];
  return all.every(group => /^[0-9a-f]{1,4}$/i.test(group)) ? all.map(group => Number.parseInt(group, 16)) : undefined;
}
