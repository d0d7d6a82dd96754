import type { ColumnMetaData, FileMetaData, SchemaElement } from 'hyparquet';

export type RawElement = SchemaElement;

/**
 * The file's metadata as if nothing in it were annotated, so that every value comes as its bits are: hyparquet makes
 * doubles of decimals, milliseconds of microseconds, and loses what JSON holds. Names become places: `a.b` may be a
 * name or two, and `__proto__` may be one. Throws when a column says that it lies outside the file.
 */
export function physicalMetadata(metadata: FileMetaData, size: number): FileMetaData {
  const paths: string[][] = [];
  const schema: SchemaElement[] = [];
  walk(metadata.schema, { paths, schema });
  return {
    ...metadata,
    schema,
    row_groups: metadata.row_groups.map(group => ({
      ...group,
      columns: group.columns.map((column, leaf) => {
        const found = column.meta_data;
        const path = paths[leaf];
        if (!found || !path) throw new Error(`column ${leaf} is not described`);
        const [start, end] = placeOf(found);
        if (!(start >= 0 && end >= start && end <= size)) throw new Error(`column ${leaf} lies outside the file`);
        const { statistics: _, ...meta } = found;
        return { ...column, meta_data: { ...meta, path_in_schema: path } };
      }),
    })),
  };
}

/** Its first byte and the one after its last. */
export function placeOf(chunk: ColumnMetaData): readonly [number, number] {
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  return [start, start + Number(chunk.total_compressed_size)];
}

interface Walked {
  readonly paths: string[][];
  readonly schema: SchemaElement[];
}

function walk(elements: readonly SchemaElement[], { paths, schema }: Walked): void {
  let at = 0;
  const visit = (name: string, path: readonly string[]): void => {
    const element = elements[at++];
    if (!element) throw new Error('the schema is not whole');
    const children = element.num_children ?? 0;
    schema.push({ ...bare(element), name });
    if (children === 0) paths.push([...path]);
    for (let child = 0; child < children; child++) visit(`f${child}`, [...path, `f${child}`]);
  };
  visit('root', []);
}

export function kindOf({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): 'LIST' | 'MAP' | undefined {
  if (converted === 'LIST' || logical?.type === 'LIST') return 'LIST';
  return converted === 'MAP' || converted === 'MAP_KEY_VALUE' || logical?.type === 'MAP' ? 'MAP' : undefined;
}

export const isText = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  type === 'BYTE_ARRAY' && (TEXTS.includes(converted ?? '') || TEXTS.includes(logical?.type ?? ''));

const TEXTS = ['UTF8', 'ENUM', 'JSON', 'STRING'];

/** A map comes as the list of its pairs: as an object it would lose keys that come twice, their order and their types. */
function bare(element: SchemaElement): SchemaElement {
  const { converted_type: _, logical_type: __, ...rest } = element;
  const kind = element.num_children ? kindOf(element) : isText(element) ? ('UTF8' as const) : undefined;
  return kind && kind !== 'MAP' ? { ...rest, converted_type: kind } : rest;
}
