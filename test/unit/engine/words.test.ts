import { expect, test } from 'vitest';
import { countStems, createWordReader, questionStems } from '../../../src/engine/words.ts';

const read = createWordReader();
const stems = (text: string): string[] => read(text).map(word => word.stem);

test('an elision is no part of the word', () => {
  expect(read("l'école qu’ils aiment, d'abord").map(word => word.folded)).toEqual(['ecole', 'aiment', 'abord']);
});

test.each([
  ['abonnements abonnés abonnement', ['abon']],
  ['le vélo, les vélos', ['velo']],
  ['remboursé rembourser remboursement', ['rembours']],
  ['Œuvre œuvres', ['oeuvr']],
  ['the stations and the station', ['station']],
  ['e\u0301cole école', ['ecol']],
])('%s have one stem', (text, expected) => {
  expect([...new Set(stems(text))]).toEqual(expected);
});

test('numbers and letters of lines stay: T3, RER B, 14', () => {
  expect(stems('Le T3, le RER B et le 14')).toEqual(['t3', 'rer', 'b', '14']);
});

test('each text is read in its own language', () => {
  expect(stems('Where are the timetables of this station?')).toEqual(['timet', 'station']);
  expect(stems('Où sont les horaires de cette station ?')).toEqual(['horair', 'station']);
});

test('a question of no clear language is stemmed in both', () => {
  expect(questionStems('abonnements', read)).toEqual(['abon', 'abonn']);
  expect(questionStems('le tram le tram', read)).toEqual(['tram']);
});

test('stems are counted', () => {
  expect(countStems(read('le tram et les trams du port'))).toEqual(
    new Map([
      ['tram', 2],
      ['port', 1],
    ]),
  );
});
