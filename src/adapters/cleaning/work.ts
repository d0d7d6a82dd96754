import { convertHtml } from '../../engine/convertHtml.ts';
import { loadTokenCounter } from '../../engine/countTokens.ts';
import { decodeHtml } from '../../engine/decodeHtml.ts';
import { examineCleaning } from '../../engine/examineCleaning.ts';
import type { CleaningJob, CleaningResults } from './job.ts';

/** Does one job in this thread. */
export async function doJob(
  job: CleaningJob,
  onProgress: (done: number, total: number) => void,
): Promise<CleaningResults[CleaningJob['kind']]> {
  const countTokens = await loadTokenCounter();
  if (job.kind === 'weigh') {
    const html = decodeHtml(job.html, job.contentType).text;
    const markdown = new TextDecoder().decode(job.markdown);
    return {
      before: { bytes: job.html.length, tokens: countTokens(html) },
      after: { bytes: job.markdown.length, tokens: countTokens(markdown) },
    };
  }
  const { bytes, contentType, options } = job.page;
  const html = decodeHtml(bytes, contentType).text;
  if (job.kind === 'examine') return examineCleaning({ html, bytes: bytes.length, options, countTokens, onProgress });
  const conversion = convertHtml(html, options);
  const markdown = conversion.outcome === 'converted' ? conversion.markdown : '';
  return { markdown, tokens: countTokens(markdown) };
}
