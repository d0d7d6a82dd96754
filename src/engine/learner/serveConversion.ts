import { fetchedAddress } from '../activities/fetchedAddress.ts';
import { decodeHtml } from '../decodeHtml.ts';
import { textArgument } from './callArguments.ts';
import type { Serve } from './servedContext.ts';

/** CONVERTION: `read`, `extract`, `toMarkdown`, `write`. */
export const serveConversion: Serve = ({ context, source }) => {
  const { ports, input } = context;
  const finalUri = source.metadata?.['final_uri'];
  const url = typeof finalUri === 'string' ? finalUri : source.uri;
  const contentType = URL.canParse(source.uri) ? ports.cache.page(fetchedAddress(source))?.contentType : null;
  const convert = (html: string, options: { readonly mainContent: boolean; readonly withHtml?: boolean }) =>
    ports.converter.convert(new TextEncoder().encode(html), {
      ...{ ...options, url, contentType: 'text/html; charset=utf-8' },
      keep: input.conversion_config?.keep ?? [],
    });
  let isWritten = false;
  return {
    calls: {
      read: async () => decodeHtml(await context.readInput(), contentType ?? '').text,
      async extract(html) {
        const found = await convert(textArgument('extract', html), { mainContent: true, withHtml: true });
        if (found.outcome === 'skipped') return { title: found.title, html: '', language: null };
        const { title, language, author, published } = found;
        return { title, html: found.html ?? '', language, author, published };
      },
      async toMarkdown(html) {
        const text = textArgument('toMarkdown', html);
        const made = await convert(text, { mainContent: false });
        return made.outcome === 'skipped' ? '' : made.markdown;
      },
      async write(markdown) {
        await ports.artifacts.write(context.artifactPath, textArgument('write', markdown));
        isWritten = true;
        return context.artifactPath;
      },
    },
    artifact: () => (isWritten ? context.artifactPath : null),
    finish: async after => ({ source: after }),
  };
};
