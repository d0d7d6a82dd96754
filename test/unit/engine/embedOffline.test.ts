import { expect, test } from 'vitest';
import { embedOffline } from '../../../src/engine/embedOffline.ts';
import { createWordReader } from '../../../src/engine/words.ts';
import { cosines } from '../../../src/model/vectors.ts';

const read = createWordReader();
const embed = (text: string): Float32Array => embedOffline(text, read) ?? new Float32Array();
const likeness = (one: string, other: string): number =>
  cosines({ dimensions: 1024, values: embed(one) }, embed(other))[0] ?? Number.NaN;

test.each(['Le tram part du port.', 'a', '---', '🚋', 'et de la', '| | |', '路面電車'])(
  '%j has a vector of unit length',
  text => {
    const vector = embed(text);
    expect(vector).toHaveLength(1024);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  },
);

test.each(['', ' \n\u00a0'])('%j has nothing to embed', text => {
  expect(embedOffline(text, read)).toBeUndefined();
});

test('the same text gives the same vector, whatever was read before', () => {
  const fresh = embedOffline('Le tramway du port', createWordReader()) ?? new Float32Array();
  expect(embed('Le tramway du port')).toEqual(fresh);
  // Written down once: an index of an older version must stay comparable.
  expect([...fresh.keys()].filter(place => Math.abs(fresh[place] ?? 0) > 0.5)).toEqual([]);
  expect([...fresh].filter(value => value !== 0)).toHaveLength(FEATURES);
});

/** Of "Le tramway du port": two stems, and the grams of ^tramway$ (7 + 6 + 5) and ^port$ (4 + 3 + 2), none colliding. */
const FEATURES = 2 + 18 + 9;

test('spellings that are related come nearer than others', () => {
  expect(likeness('un abonnement annuel', 'les abonnés de l’année')).toBeGreaterThan(0.25);
  expect(likeness('le chien muselé', 'la muselière du chien')).toBeGreaterThan(
    likeness('le chien muselé', 'le tarif du bus'),
  );
  expect(likeness('ligne de tramway', 'prix du billet')).toBeLessThan(0.15);
});
