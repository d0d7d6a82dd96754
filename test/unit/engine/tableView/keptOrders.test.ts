import { describe, expect, test } from 'vitest';
import { createOrderRoom, type KeptOrders } from '../../../../src/engine/tableView/keptOrders.ts';

const settled = () => new Promise(resolve => setImmediate(resolve));

async function keep(orders: KeptOrders, key: string, rows: number): Promise<void> {
  orders.keep(key, Promise.resolve({ order: new Uint32Array(rows), rows }));
  await settled();
}

const kept = (orders: KeptOrders, keys: string): string => [...keys].filter(key => orders.get(key)).join('');

describe('orders of rows that are kept', () => {
  test('are the last four of a table; one that is asked for again is the newest', async () => {
    const orders = createOrderRoom().ofTable();
    for (const key of 'abcd') await keep(orders, key, 10);
    const again = orders.get('a');
    if (again) orders.keep('a', again);
    await keep(orders, 'e', 10);
    expect(kept(orders, 'abcde')).toBe('acde');
  });

  test('of all tables together are no more than find room, and the newest one always does', async () => {
    const room = createOrderRoom(100);
    const [one, other] = [room.ofTable(), room.ofTable()];
    await keep(one, 'a', 60);
    await keep(one, 'b', 30);
    await keep(other, 'c', 40);
    expect([kept(one, 'ab'), kept(other, 'c')]).toEqual(['b', 'c']);
    await keep(other, 'd', 500);
    expect([kept(one, 'ab'), kept(other, 'cd')]).toEqual(['', 'd']);
  });

  test('of a table that was closed leave their room to the others', async () => {
    const room = createOrderRoom(100);
    const [one, other] = [room.ofTable(), room.ofTable()];
    await keep(one, 'a', 60);
    one.clear();
    await keep(other, 'b', 40);
    await keep(other, 'c', 60);
    expect([kept(one, 'a'), kept(other, 'bc')]).toEqual(['', 'bc']);
  });

  test('that failed are asked for again', async () => {
    const orders = createOrderRoom().ofTable();
    const failing = Promise.reject(new Error('lost'));
    orders.keep('a', failing);
    await settled();
    expect(orders.get('a')).toBeUndefined();
  });
});
