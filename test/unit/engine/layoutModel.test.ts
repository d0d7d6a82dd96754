import { describe, expect, it } from 'vitest';
import { drawSvg } from '../../../src/engine/drawSvg.ts';
import { DATA_MODEL } from '../../../src/engine/inputModel.ts';
import { layoutModel } from '../../../src/engine/layoutModel.ts';
import { readSchemas } from '../../../src/engine/readSchemas.ts';
import type { Box, Edge, ModelDrawing } from '../../../src/model/drawing.ts';
import { manyClasses } from '../../webview/samples/manyClasses.ts';

const many = (count: number) =>
  readSchemas(manyClasses(count).map(([name, schema]) => ({ file: `${name}.json`, text: JSON.stringify(schema) })));
const circle = readSchemas(
  ['A', 'B', 'C'].map((name, at, all) => ({
    file: `${name}.json`,
    text: JSON.stringify({
      type: 'object',
      properties: { next: { $ref: `${all[(at + 1) % 3]}.json` }, self: { $ref: '#' } },
    }),
  })),
);

const drawings: [string, ModelDrawing][] = [
  ['the shipped model', layoutModel(DATA_MODEL)],
  ['a hundred classes', layoutModel(many(100).model)],
  ['types in a circle', layoutModel(circle.model)],
];

const inside = (box: Box, x: number, y: number) =>
  x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1;

/** Points every 4 px along a line. */
function* along({ points }: Edge) {
  for (const [at, to] of points.entries()) {
    const from = points[at - 1];
    if (!from) continue;
    const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 4);
    for (let step = 0; step <= steps; step += 1)
      yield [from.x + ((to.x - from.x) * step) / steps, from.y + ((to.y - from.y) * step) / steps] as const;
  }
}

describe.each(drawings)('%s', (_, { width, height, boxes, edges }) => {
  it('lays no box on another, and all within the sheet', () => {
    const clashes = boxes.filter((a, at) =>
      boxes
        .slice(at + 1)
        .some(b => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
    );
    expect(clashes.map(({ name }) => name)).toEqual([]);
    expect(
      boxes.filter(box => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height),
    ).toEqual([]);
  });

  it('draws lines of straight pieces that pass through no box', () => {
    const slanted = edges.filter(({ points }) =>
      points.some(
        (to, at) => at > 0 && Math.abs(to.x - points[at - 1]!.x) >= 1 && Math.abs(to.y - points[at - 1]!.y) >= 1,
      ),
    );
    expect(slanted).toEqual([]);
    const crossing = edges.filter(edge => [...along(edge)].some(([x, y]) => boxes.some(box => inside(box, x, y))));
    expect(crossing.map(({ from, field, to }) => `${from}.${field} → ${to}`)).toEqual([]);
  });

  it('ends each line at the box that it names', () => {
    for (const { to, points } of edges) {
      const box = boxes.find(({ name }) => name === to)!;
      const end = points.at(-1)!;
      expect([box.x, box.x + box.width].some(side => Math.abs(side - end.x) < 1)).toBe(true);
      expect(end.y > box.y && end.y < box.y + box.height).toBe(true);
    }
  });
});

it('has an edge for each relation of the shipped model, dashed where a file links', () => {
  const { edges } = drawings[0]![1];
  const said = edges.map(
    ({ from, field, to, cardinality, byFile }) => `${from}.${field} ${byFile ? 'file' : cardinality} ${to}`,
  );
  expect(said).toContain('Source.chunking_file_path file Chunk');
  expect(said).toContain('IngestionWorkflowInput.sources 0..* Source');
  expect(said).toContain('Source.options 0..1 SourceOptions');
  expect(said).toHaveLength(17);
});

it('gives the same drawing for the same schemas', () => {
  expect(layoutModel(many(30).model)).toEqual(layoutModel(many(30).model));
});

it('escapes whatever a schema is named', () => {
  const { model } = readSchemas([
    { file: 'x.json', text: JSON.stringify({ $defs: { '<script>"&\u0007': { properties: { '<b>': {} } } } }) },
  ]);
  const svg = drawSvg(layoutModel(model), { title: '<title>', byFile: 'file' });
  expect(svg).not.toMatch(/<script|<b>|<title><|\u0007/);
  expect(svg).toContain('&lt;script&gt;&quot;&amp;');
});
