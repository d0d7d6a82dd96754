import { describe, expect, test } from 'vitest';
import { addExpectation, readQuestionSet } from '../../../src/engine/questionSet.ts';

const FILE = 'questions.search.yaml';
const read = (text: string) => readQuestionSet(text, FILE);
const problem = (fields: object) => expect.objectContaining({ problem: expect.objectContaining(fields) });

describe('reading', () => {
  test('an address or a list; a question that stands there twice is one', () => {
    const text = 'questions:\n  - question: Où ?\n    expected: /a\n  - { question: Où ?, expected: [/b, /a] }\n';
    expect(read(text)).toEqual([{ question: 'Où ?', expected: ['/a', '/b'] }]);
    expect(readQuestionSet('{"questions": [{"question": "q", "expected": ["/a"]}]}', 'q.json')).toHaveLength(1);
  });

  test.each([
    ['questions:\n  - question: 7\n    expected: /a\n', { code: 'questions_invalid', line: 2 }],
    [
      'questions:\n  - question: q\n    expected: []\n',
      { code: 'questions_invalid', line: 3, params: { wanted: 'expected' } },
    ],
    ['questions: q\n', { code: 'questions_invalid', line: 1, file: FILE }],
    ['# nothing yet\n', { code: 'questions_empty' }],
    ['questions: []\n', { code: 'questions_empty' }],
    ['questions: [\n', { kind: 'config', file: FILE }],
  ])('%j is refused at its place', (text, fields) => {
    expect(() => read(text)).toThrow(problem(fields));
  });
});

describe('adding', () => {
  const more = { question: 'Quand part « le dernier » ?', expected: ['https://orva.example/horaires'] };

  test('keeps what the person wrote, comments too', () => {
    const text = '# à moi\nquestions:\n- question: q # une\n  expected: /a';
    const after = addExpectation(text, FILE, more);
    expect(after.startsWith(`${text}\n`)).toBe(true);
    expect(read(after)).toEqual([{ question: 'q', expected: ['/a'] }, more]);
  });

  test('begins a set', () => {
    expect(read(addExpectation('', FILE, more))).toEqual([more]);
  });

  test.each([
    'questions: [{ question: q, expected: /a }]\n',
    'questions:\n  - question: q\n    expected: /a\nother: 1\n',
  ])('refuses %j, to which nothing can be added at the end', text =>
    expect(() => addExpectation(text, FILE, more)).toThrow(problem({ code: 'questions_not_appendable' })),
  );
});
