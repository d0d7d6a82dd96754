import type { Stage } from './stage.ts';

/** Where each stage leaves its file; INDEXING leaves none. */
const FOLDERS: Readonly<Record<Exclude<Stage, 'INDEXING'>, { folder: string; extension: string }>> = {
  CRAWLING: { folder: 'crawling', extension: '.json' },
  SCRAPING: { folder: 'scraping', extension: '.html' },
  CONVERTION: { folder: 'conversion', extension: '.md' },
  CHUNKING: { folder: 'chunking', extension: '.yaml' },
};

/** The longest name stays far from the 255 bytes that file systems allow, and from Windows's 260 characters a path. */
const LONGEST_SLUG = 60;

/** `saint-orven-fr-tarifs-pass-jeune-1a2b3c4d`: readable, from an allow-list of characters, told apart by the hash. */
export function artifactName(uri: string, sha256: (text: string) => string): string {
  const readable = uri
    .replace(/^[a-z]+:\/\//i, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, '');
  return `${readable || 'source'}-${sha256(uri).slice(0, 8)}`;
}

export const artifactPath = (runId: string, stage: Stage, name: string): string =>
  stage === 'INDEXING' ? '' : `runs/${runId}/${fileOf(stage, name)}`;

/** In the run's folder. */
export function fileOf(stage: Exclude<Stage, 'INDEXING'>, name: string): string {
  const { folder, extension } = FOLDERS[stage];
  return `${folder}/${name}${extension}`;
}

export const isArtifactFolder = (name: string): boolean => Object.values(FOLDERS).some(({ folder }) => folder === name);

export const isRunId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
