import type { Problem } from './problem.ts';

/** Where something stands in its schema file. 1-based. */
export interface SchemaPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A field of a class, or a member of an enumeration. */
export interface Row {
  readonly name: string;
  readonly description: string;
  /** As a person writes it: `Source[]`, `int ≥ 1`; of a member its value on the wire when that differs, else ''. */
  readonly type: string;
  /** There is room for the type beside the name. */
  readonly showsType: boolean;
  readonly required: boolean;
  readonly place: SchemaPlace | null;
}

export interface Box {
  readonly name: string;
  readonly kind: 'class' | 'enumeration';
  readonly description: string;
  readonly place: SchemaPlace | null;
  readonly rows: readonly Row[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A field that refers to another type. */
export interface Edge {
  readonly from: string;
  readonly field: string;
  readonly to: string;
  /** `1`, `0..1`, `0..*`; '' where a file makes the link. */
  readonly cardinality: string;
  /** The field names a file that holds values of the other type. */
  readonly byFile: boolean;
  /** Horizontal and vertical pieces, from the field to the border of the other box. */
  readonly points: readonly Point[];
  readonly label: Point & { readonly anchor: 'start' | 'end' };
}

/** A data model as a picture: positions in CSS pixels at 100 %, from the top left. */
export interface ModelDrawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

/** What could be read is drawn; what could not is told. */
export interface DrawnModel {
  readonly drawing: ModelDrawing;
  readonly problems: readonly Problem[];
}

export const ROW_HEIGHT = 18;
export const PADDING = 10;

/** An enumeration wears «enumeration» above its name. */
export const headHeight = (kind: Box['kind']): number => (kind === 'class' ? 28 : 42);

export const boxHeight = (kind: Box['kind'], rows: number): number => headHeight(kind) + rows * ROW_HEIGHT + 6;

/** Base line of a row's text. */
export const rowBase = (box: Pick<Box, 'kind' | 'y'>, row: number): number =>
  box.y + headHeight(box.kind) + row * ROW_HEIGHT + 15;

/** Base line of the name. */
export const nameBase = (box: Pick<Box, 'kind' | 'y'>): number => box.y + headHeight(box.kind) - 10;

export const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
