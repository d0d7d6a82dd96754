/** What a collection can be written as, and the name of its file: `vectra` opens a folder by its `index.json`. */
export const EXPORT_FILES = { vectra: 'index.json', jsonl: 'chunks.jsonl', parquet: 'chunks.parquet' } as const;

export type ExportFormat = keyof typeof EXPORT_FILES;
export const EXPORT_FORMATS = ['vectra', 'jsonl', 'parquet'] as const satisfies readonly ExportFormat[];
