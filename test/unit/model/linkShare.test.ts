import { expect, test } from 'vitest';
import { linkShare } from '../../../src/model/linkShare.ts';

test('counts the words of links beside all words, addresses left out', () => {
  expect(linkShare('[ab](http://x.example/long/address) cd')).toBeCloseTo(2 / 5);
  expect(linkShare('- [Tarifs](/t "Tous les titres")\n- [Lignes](/l)')).toBeCloseTo(12 / 17);
});

test('a picture is no link, and a text without links loses nothing', () => {
  expect(linkShare('![un plan](plan.png)')).toBe(0);
  expect(linkShare('Le tram part [à 5 h] (sauf le dimanche).')).toBe(0);
  expect(linkShare('')).toBe(0);
});
