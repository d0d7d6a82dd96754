import {
  boxHeight,
  headHeight,
  PADDING,
  rowBase,
  type Box,
  type Edge,
  type ModelDrawing,
  type Row,
} from '../model/drawing.ts';
import { arrangeBoxes, type Arranged } from './arrangeBoxes.ts';
import { references, type DataModel, type Field, type ModelType } from './dataModel.ts';
import type { ReadSchemas } from './readSchemas.ts';
import { routeEdges, type PlacedBox, type ToRoute } from './routeEdges.ts';
import { typeText } from './typeText.ts';

/** px a character takes at the sizes of the drawing: 11 px monospaced, 12 px bold. Guesses on the safe side. */
const [MONO, BOLD] = [6.7, 7.2];
const [NARROWEST, WIDEST] = [150, 205];
const GAP = 22;
const MARGIN = 8;
/** Types that nothing refers to stand in rows below the others, no wider than this when those are narrow. */
const LOOSE_WIDTH = 800;

interface Link {
  readonly id: string;
  readonly from: string;
  readonly row: number;
  readonly to: string;
  readonly field: Field;
  readonly byFile: boolean;
}

type Sized = Omit<Box, 'x' | 'y'>;

/** Classes and enumerations with their relations, in columns from left to right. */
export function layoutModel(model: DataModel, placeOf: ReadSchemas['placeOf'] = () => null): ModelDrawing {
  const links = linksOf(model);
  const isLinked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const sized = model.map(type => sizeBox(type, placeOf));
  const linked = sized.filter(({ name }) => isLinked.has(name));
  const loose = sized.filter(({ name }) => !isLinked.has(name));
  const placed = placeLinked(linked, links);
  return placeLoose(placed, loose);
}

function linksOf(model: DataModel): Link[] {
  const known = new Set(model.map(({ name }) => name));
  const link = (from: string, row: number, field: Field, to: string): Link[] =>
    known.has(to) ? [{ id: `${from}.${field.name}>${to}`, from, row, to, field, byFile: field.fileOf === to }] : [];
  return model.flatMap(type =>
    type.kind === 'enumeration'
      ? []
      : type.fields.flatMap((field, row) =>
          [...new Set([...references(field.type), ...(field.fileOf ? [field.fileOf] : [])])].flatMap(to =>
            link(type.name, row, field, to),
          ),
        ),
  );
}

function sizeBox(type: ModelType, placeOf: ReadSchemas['placeOf']): Sized {
  const rows = type.kind === 'class' ? type.fields.map(rowOfField) : type.members.map(rowOfMember);
  const wanted = Math.max(type.name.length * BOLD, ...rows.map(rowWidth)) + 2 * PADDING;
  const width = Math.ceil(Math.max(NARROWEST, Math.min(WIDEST, wanted), type.name.length * BOLD + 2 * PADDING));
  return {
    ...{ name: type.name, kind: type.kind, description: type.description, place: placeOf(type.name), width },
    rows: rows.map(row => ({
      ...row,
      showsType: rowWidth(row) + 2 * PADDING <= width,
      place: placeOf(type.name, row.name),
    })),
    height: boxHeight(type.kind, rows.length),
  };
}

type PlainRow = Omit<Row, 'place' | 'showsType'>;

const rowWidth = ({ name, type }: PlainRow): number => (name.length + (type === '' ? 0 : type.length + 2)) * MONO;

const rowOfField = (field: Field): PlainRow => ({
  name: field.name,
  description: field.description,
  type: typeText(field),
  required: field.required,
});

const rowOfMember = ({ name, value }: { name: string; value: string }): PlainRow => ({
  name,
  description: '',
  type: value === name ? '' : value,
  required: false,
});

function placeLinked(boxes: readonly Sized[], links: readonly Link[]): ModelDrawing {
  const arranged = arrangeBoxes({ boxes, edges: links.filter(({ from, to }) => from !== to) });
  const columns = columnsOf(boxes, arranged);
  // The layout knows no rows within boxes: of the two mirror images, the one with the shorter lines crosses less.
  const images = [
    place(boxes, links, { ...columns, mirrored: false }),
    place(boxes, links, { ...columns, mirrored: true }),
  ];
  const [upright, mirrored] = images.map(image => image.routes.reduce((sum, route) => sum + rise(route), 0));
  const { placed, routes } = images[(mirrored ?? 0) < (upright ?? 0) ? 1 : 0]!;
  const routed = routeEdges(routes, columns.widths);
  const edges = links.map((link): Edge => {
    const { points, label } = routed.routes.get(link.id)!;
    const { from, to, byFile, field } = link;
    return { from, field: field.name, to, byFile, points, label, cardinality: byFile ? '' : cardinalityOf(field) };
  });
  return {
    boxes: placed.map(({ column, ...box }): Box => ({ ...box, x: routed.lefts[column] ?? 0 })),
    edges,
    width: Math.max(0, routed.width),
    height: Math.max(0, ...placed.map(({ y, height }) => y + height)) + MARGIN,
  };
}

const rise = ({ from, row, to }: ToRoute): number => Math.abs(rowBase(from, row) - to.y - headHeight(to.kind) / 2);

function columnsOf(boxes: readonly Sized[], arranged: Arranged): Omit<Columns, 'mirrored'> {
  const centreOf = ({ name }: Sized) => Math.round(arranged.boxes.get(name)?.x ?? 0);
  const centres = [...new Set(boxes.map(centreOf))].sort((a, b) => a - b);
  const widths = centres.map(x => Math.max(...boxes.filter(box => centreOf(box) === x).map(({ width }) => width)));
  const middle = (box: Sized) => arranged.boxes.get(box.name)?.y ?? 0;
  const top = Math.min(...boxes.map(box => middle(box) - box.height / 2));
  const bottom = Math.max(...boxes.map(box => middle(box) + box.height / 2));
  return { arranged, centres, widths, top, bottom };
}

function place(boxes: readonly Sized[], links: readonly Link[], columns: Columns) {
  const { arranged, centres, widths } = columns;
  const placed = boxes.map((box): PlacedBox => {
    const { x, y } = arranged.boxes.get(box.name) ?? { x: 0, y: 0 };
    const column = centres.indexOf(Math.round(x));
    return { ...box, column, y: heightOf(y, columns) - Math.round(box.height / 2), width: widths[column] ?? box.width };
  });
  const byName = new Map(placed.map(box => [box.name, box]));
  return { placed, routes: links.map(link => toRoute(link, byName, columns)) };
}

/** From the layout's height to the drawing's. */
const heightOf = (y: number, { top, bottom, mirrored }: Columns): number =>
  Math.round(mirrored ? bottom - y : y - top) + MARGIN;

interface Columns {
  readonly arranged: Arranged;
  readonly centres: readonly number[];
  readonly widths: readonly number[];
  readonly top: number;
  readonly bottom: number;
  readonly mirrored: boolean;
}

/** Of the points on the way, those in the middle of a column say how high the line passes there. */
function toRoute(link: Link, boxes: ReadonlyMap<string, PlacedBox>, columns: Columns): ToRoute {
  const { arranged, centres } = columns;
  const [from, to] = [boxes.get(link.from)!, boxes.get(link.to)!];
  const [first, last] = [Math.min(from.column, to.column) + 1, Math.max(from.column, to.column) - 1];
  const way = arranged.ways.get(link.id) ?? [];
  const passes = new Map<number, number>();
  for (let column = first; column <= last; column += 1) {
    const distance = (x: number) => Math.abs(x - (centres[column] ?? 0));
    const [nearest] = way.toSorted((a, b) => distance(a.x) - distance(b.x));
    if (nearest) passes.set(column, heightOf(nearest.y, columns));
  }
  return { id: link.id, from, row: link.row, to, passes };
}

function cardinalityOf({ type, required }: Field): string {
  if (type.kind === 'list' || type.kind === 'map') return '0..*';
  return required ? '1' : '0..1';
}

function placeLoose(drawing: ModelDrawing, loose: readonly Sized[]): ModelDrawing {
  const limit = Math.max(drawing.width, LOOSE_WIDTH);
  const boxes: Box[] = [];
  let [x, y, row] = [MARGIN, drawing.boxes.length > 0 ? drawing.height + GAP : MARGIN, 0];
  for (const box of loose) {
    if (x + box.width > limit && x > MARGIN) [x, y, row] = [MARGIN, y + row + GAP, 0];
    boxes.push({ ...box, x, y });
    x += box.width + GAP;
    row = Math.max(row, box.height);
  }
  const right = Math.max(drawing.width, ...boxes.map(box => box.x + box.width + MARGIN));
  const bottom = Math.max(drawing.height, ...boxes.map(box => box.y + box.height + MARGIN));
  return { ...drawing, boxes: [...drawing.boxes, ...boxes], width: right, height: bottom };
}
