import type { CleanedPage } from '../protocol/cleaning.ts';

/** What a tab about one page of a run is opened with. */
export type PageOfRun = CleanedPage & { readonly title: string | null };

/** Its title, else its address without the host. */
export function pageName({ uri, title }: PageOfRun): string {
  const named = title?.trim();
  if (named || !URL.canParse(uri)) return named || uri;
  return new URL(uri).pathname.replace(/^\//, '') || uri;
}

/** After a reload. Undefined: something else wrote it. */
export function readPageOfRun(subject: unknown): PageOfRun | undefined {
  if (typeof subject !== 'object' || subject === null) return undefined;
  const { workDir, runId, uri, title }: Partial<Record<string, unknown>> = { ...subject };
  if (typeof workDir !== 'string' || typeof runId !== 'string' || typeof uri !== 'string') return undefined;
  return { workDir, runId, uri, title: typeof title === 'string' ? title : null };
}
