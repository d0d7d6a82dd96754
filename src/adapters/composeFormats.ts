import { compareFormats, type FormatsRequest } from '../engine/compareFormats.ts';
import type { ComparedFormats, Format } from '../model/formats.ts';
import { openFormat } from './outputs/rowFormats.ts';
import { createTables } from './outputs/tables.ts';
import { capYoungGeneration } from './youngGeneration.ts';

/** One table in each format, made real for Node. */
export async function compareTable(request: FormatsRequest): Promise<ComparedFormats> {
  capYoungGeneration();
  const tables = createTables();
  const ports = {
    openTableFile: tables.openTableFile,
    openFormat: (format: Format) => openFormat(format, tables),
    elapsed: () => performance.now(),
  };
  return compareFormats(ports, request).finally(tables.close);
}
