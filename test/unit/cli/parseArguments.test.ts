import { expect, test } from 'vitest';
import { parseArguments } from '../../../src/cli/parseArguments.ts';
import { findVerb } from '../../../src/cli/verbTable.ts';

const parse = (line: string) => {
  const [name = '', ...argv] = line.split(' ');
  const verb = findVerb(name);
  if (!verb) throw new Error(name);
  return parseArguments(verb, argv);
};

test('options stand before and after operands, with a space or an equals sign', () => {
  const args = parse('ingest --concurrency 2 a.yaml --user-agent=me=you');
  expect(args.operands).toEqual(['a.yaml']);
  expect(args.number('concurrency')).toBe(2);
  expect(args.text('user-agent')).toBe('me=you');
});

test('what is not given has its fallback, and is told apart from what is given', () => {
  const args = parse('search x');
  expect(args.number('k')).toBe(5);
  expect(args.given('k')).toBe(false);
  expect(parse('search x --k 5').given('k')).toBe(true);
  expect(parse('chunks').number('count')).toBeUndefined();
});

test('after -- everything is an operand, and - is stdin', () => {
  expect(parse('search -- --k').operands).toEqual(['--k']);
  expect(parse('convert -').operands).toEqual(['-']);
});

test('a repeatable option keeps its order', () => {
  expect(parse('ingest a --source x --source y').all('source')).toEqual(['x', 'y']);
});

test('help needs no operand', () => {
  expect(parse('ingest --help').flag('help')).toBe(true);
  expect(parse('ingest -h').flag('help')).toBe(true);
});

test.each(['CONVERTION', 'conversion', 'Convertion'])('--only %s is the stage CONVERTION', written => {
  expect(parse(`ingest a.yaml --only ${written}`).text('only')).toBe('CONVERTION');
  expect(parse(`ingest a.yaml --from ${written}`).text('from')).toBe('CONVERTION');
});
