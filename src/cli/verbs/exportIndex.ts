import { resolve } from 'node:path';
import { DEFAULT_COLLECTION } from '../../model/collection.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../model/exportFormat.ts';
import { fail } from '../../model/problem.ts';
import type { Arguments } from '../arguments.ts';
import { databaseUriOf } from '../databaseUri.ts';
import type { Run } from '../session.ts';
import { figure } from '../texts.ts';
import { inWorkFolder, shownPath } from '../workFolder.ts';

const VERB = 'export-index';

export const run: Run = async (args, session) => {
  const format = formatOf(args);
  const folder = args.text('out') ?? '';
  if (folder === '') throw fail('usage', 'argument_missing', { argument: '--out', verb: VERB });
  const out = resolve(session.cwd, folder);
  const { signal } = session;
  const collection = args.text('collection') ?? DEFAULT_COLLECTION;
  const request = { format, out, signal, collection, ...databaseUriOf(args) };
  const done = await inWorkFolder(args, session, opened =>
    opened.exportIndex(request).catch((thrown: unknown) => {
      throw signal.aborted ? fail('transient', 'interrupted', { verb: VERB }) : thrown;
    }),
  );
  const files = done.files.map(file => shownPath(session, out, file));
  const { chunks, bytes, model, dimensions } = done;
  const { human } = session.texts;
  return {
    json: { status: 'success', files, chunks, format, collection, model, dimensions, bytes },
    text: () =>
      human.say('cli.export_index.done', {
        ...{ chunks: figure(chunks, human.language), files: files.join(', ') },
        mb: figure(bytes / 1e6, human.language, 1),
      }),
    exitCode: 0,
  };
};

function formatOf(args: Arguments): ExportFormat {
  const format = EXPORT_FORMATS.find(one => one === args.text('format'));
  if (format === undefined) throw fail('usage', 'argument_missing', { argument: '--format', verb: VERB });
  return format;
}
