import { expect, test } from 'vitest';
import { firstStatement } from '../../../../src/model/workshop/activityFile.ts';

test.for<[text: string, line: number | null]>([
  ['export default async function a() {\n  return 1;\n}\n', 2],
  ["import type { A } from 'a';\r\n\r\nexport default function a(\r\n  b: { c: A },\r\n) {\r\n\r\n  // Why.\r\n  return b;\r\n}\r\n", 8],
  ['export default async function a(\n  b: {},\n): Promise<{ c: 1 }> {\n  return { c: 1 };\n}\n', 4],
  ['export default async function a( {\n', 2],
  ['async function a() {\n  return 1;\n}\nexport default a;\n', null],
  ['', null],
])('one stops first at the first statement of the function: %j', ([text, line]) =>
  expect(firstStatement(text)).toBe(line),
);
