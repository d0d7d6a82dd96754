import { describe, expect, it } from 'vitest';
import { isIpLiteral, isLoopback, isPrivateAddress } from '../../../src/model/network.ts';

describe('private addresses', () => {
  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.0.1', '169.254.169.254'],
    ...['172.16.0.1', '172.31.255.255', '192.168.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', '[::1]', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a00:1'],
    ...['64:ff9b::10.0.0.1', '2002:7f00:1::', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '::127.0.0.1'],
    ...['', 'ville.fr', '1.2.3', '1.2.3.4.5', '999.1.1.1', '1::2::3', '12345::', '::g'],
  ])('%s is private, or not understood', ip => expect(isPrivateAddress(ip)).toBe(true));

  it.each([
    ...['8.8.8.8', '100.63.255.255', '100.128.0.0', '172.15.0.1', '172.32.0.1', '192.167.1.1', '223.255.255.255'],
    ...['2a00:1450:4007::200e', '::ffff:8.8.8.8', '[2606:4700::1]', '64:ff9b::8.8.8.8', '2002:808:808::1'],
  ])('%s is public', ip => expect(isPrivateAddress(ip)).toBe(false));
});

describe('loopback', () => {
  it.each(['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]', '::ffff:127.0.0.1'])(
    '%s is this machine',
    host => expect(isLoopback(host)).toBe(true),
  );

  it.each(['ville.fr', 'localhost.fr', '10.0.0.1', '::', '[fe80::1]', '128.0.0.1'])('%s is not', host =>
    expect(isLoopback(host)).toBe(false),
  );
});

it('tells an IP address from a name', () => {
  expect(['[::1]', '127.0.0.1', 'ville.fr', '1.2.3'].map(isIpLiteral)).toEqual([true, true, false, false]);
});
