/** The configuration of an ingestion from an API. */
export const isApiConfigName = (file: string): boolean => /\.api\.ya?ml$/.test(file);
