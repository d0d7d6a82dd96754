import type { FileMetaData, SchemaElement } from 'hyparquet';
import { cutText } from '../../../model/tableView/cellText.ts';
import type { FileLayout, GroupLayout, SchemaNode } from '../../../model/tableView/table.ts';
import type { OpenFile } from '../openFiles.ts';
import type { RawElement } from '../parquetPhysical.ts';

/** Nothing but the footer is looked at: a file whose codec nobody knows has one, too. */
export function layoutOf({ metadata, head: { schema, size } }: OpenFile): Omit<FileLayout, 'file'> {
  return {
    bytes: size,
    version: metadata.version,
    createdBy: metadata.created_by ?? null,
    notes: notesOf(metadata).map(({ key, value }) => ({ key, value: cutText(value) })),
    schema: walkSchema(schema).map(({ element, depth }) => nodeOf(element, depth)),
    groups: metadata.row_groups.map(groupOf),
  };
}

/** A key may come twice, and a value may be missing. */
export const notesOf = ({ key_value_metadata: notes = [] }: FileMetaData) =>
  notes.map(({ key, value }) => ({ key, value: value ?? null }));

function groupOf({ columns, num_rows: rows, total_byte_size: raw, total_compressed_size: stored }: Group): GroupLayout {
  const chunks = columns.reduce((sum, { meta_data: meta }) => sum + Number(meta?.total_compressed_size ?? 0), 0);
  return { rows: Number(rows), bytes: stored === undefined ? chunks : Number(stored), rawBytes: Number(raw) };
}

type Group = FileMetaData['row_groups'][number];

export interface PlacedElement {
  readonly element: RawElement;
  /** 0 below the root. */
  readonly depth: number;
  /** Names from below the root on. */
  readonly path: readonly string[];
}

/** Depth first, without the root; leaves are in the order of a group's columns. */
export function walkSchema(schema: readonly RawElement[]): readonly PlacedElement[] {
  const placed: PlacedElement[] = [];
  let at = 0;
  const visit = (depth: number, above: readonly string[]): void => {
    const element = schema[at++];
    if (!element) return;
    const path = depth < 0 ? above : [...above, element.name];
    if (depth >= 0) placed.push({ element, depth, path });
    for (let child = 0; child < (element.num_children ?? 0); child++) visit(depth + 1, path);
  };
  visit(-1, []);
  return placed;
}

function nodeOf(element: SchemaElement, depth: number): SchemaNode {
  return {
    ...{ depth, name: element.name, repetition: REPETITIONS[element.repetition_type ?? 'REQUIRED'] },
    physicalType: element.num_children ? null : physicalText(element),
    logicalType: logicalText(element),
    fieldId: element.field_id ?? null,
  };
}

const REPETITIONS = { REQUIRED: 'required', OPTIONAL: 'optional', REPEATED: 'repeated' } as const;

/** A number that no version of the format has comes as undefined. */
export const physicalText = ({ type, type_length: length }: SchemaElement): string =>
  type === 'FIXED_LEN_BYTE_ARRAY' ? `${type}(${length ?? '?'})` : (type ?? '?');

/** As the format's documents write them; the old annotation where the new one is missing. */
function logicalText({ logical_type: logical, converted_type: converted, ...element }: SchemaElement): string | null {
  switch (logical?.type) {
    case undefined:
      if (converted !== 'DECIMAL') return converted ?? null;
      return `DECIMAL(${element.precision ?? '?'}, ${element.scale ?? 0})`;
    case 'DECIMAL':
      return `DECIMAL(${logical.precision}, ${logical.scale})`;
    case 'TIME':
    case 'TIMESTAMP':
      return `${logical.type}(${logical.unit}${logical.isAdjustedToUTC ? ', UTC' : ''})`;
    case 'INTEGER':
      return `INTEGER(${logical.bitWidth}, ${logical.isSigned ? 'signed' : 'unsigned'})`;
    default:
      return logical?.type ?? null;
  }
}
