import { expect, test } from 'vitest';
import { countStems, createWordReader, markWords, questionWords, stemsOf } from '../../../src/engine/words.ts';

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
  expect(questionWords('Abonnements', read)).toEqual([{ word: 'Abonnements', stems: ['abon', 'abonn'] }]);
  expect(stemsOf(questionWords('le tram les trams', read))).toEqual(['tram']);
});

test('words of a question are found in a text with their endings and accents, by UTF-16 places', () => {
  const text = '😀 Les Vélos de l’été : un vélo, des VÉLOS, un véhicule, une e\u0301te\u0301.';
  const stems = new Set(stemsOf(questionWords('Où sont les vélos en été ?', read)));
  const marked = markWords(text, stems, read).map(([start, end]) => text.slice(start, end));
  expect(marked).toEqual(['Vélos', 'été', 'vélo', 'VÉLOS', 'e\u0301te\u0301']);
});

test('stems are counted', () => {
  expect(countStems(read('le tram et les trams du port'))).toEqual(
    new Map([
      ['tram', 2],
      ['port', 1],
    ]),
  );
});
