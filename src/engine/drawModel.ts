import type { DrawnModel } from '../model/drawing.ts';
import { fail } from '../model/problem.ts';
import { drawSvg, type SvgWords } from './drawSvg.ts';
import { emitMermaid } from './emitMermaid.ts';
import { layoutModel } from './layoutModel.ts';
import { readSchemas } from './readSchemas.ts';
import type { SchemaFile } from './schemaFiles.ts';

/** Config `no_schemas` when no file of the folder shapes any data. */
export function drawModel(files: readonly SchemaFile[], folder: string): DrawnModel {
  const { model, problems, placeOf } = readSchemas(files);
  if (model.length === 0 && problems.length === 0) throw fail('config', 'no_schemas', { folder });
  return { drawing: layoutModel(model, placeOf), problems };
}

export type DiagramFormat = 'svg' | 'mermaid';

/** The diagram as a file. */
export function exportModel(files: readonly SchemaFile[], format: DiagramFormat, words: SvgWords): string {
  const { model } = readSchemas(files);
  return format === 'mermaid' ? emitMermaid(model, words.title) : drawSvg(layoutModel(model), words);
}
