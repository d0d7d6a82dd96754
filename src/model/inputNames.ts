/** The input of a run from web pages. */
export const isInputName = (file: string): boolean => /\.ingest\.(ya?ml|json)$/.test(file);

/** The configuration of an ingestion from an API. */
export const isApiConfigName = (file: string): boolean => /\.api\.ya?ml$/.test(file);
