import type { ColumnMetaData, SchemaElement } from 'hyparquet';
import { refuse } from '../fileBytes.ts';
import type { OpenFile } from '../openFiles.ts';

/** A column of a file that has values. */
export interface Leaf {
  readonly meta: ColumnMetaData;
  readonly element: SchemaElement;
  /** How many lists a value lies in, at most. */
  readonly depth: number;
}

/** Those of a top-level column in a row group. */
export function leavesOf({ metadata, head }: OpenFile, group: number, column: number): readonly Leaf[] {
  const known = leafElements(metadata.schema);
  const chunks = metadata.row_groups[group]?.columns ?? [];
  return chunks.flatMap(({ meta_data: meta }, leaf) => {
    if (meta?.path_in_schema[0] !== `f${column}`) return [];
    const found = known[leaf];
    const codec = head.codecs[leaf];
    if (codec) throw refuse('table_codec', codec);
    return found ? [{ meta, ...found }] : [];
  });
}

type Known = Omit<Leaf, 'meta'>;

/** Depth first, as chunks are. */
function leafElements(schema: readonly SchemaElement[]): readonly Known[] {
  const found: Known[] = [];
  let at = 0;
  const visit = (depth: number): void => {
    const element = schema[at++];
    if (!element) throw new Error('the schema is not whole');
    const inside = depth + (element.repetition_type === 'REPEATED' ? 1 : 0);
    const children = element.num_children ?? 0;
    if (children === 0) found.push({ element, depth: inside });
    for (let child = 0; child < children; child++) visit(inside);
  };
  visit(0);
  return found;
}
