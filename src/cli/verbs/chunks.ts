import type { StoredChunk } from '../../engine/ports.ts';
import { chunkRecord } from '../../model/chunkView.ts';
import { DEFAULT_COLLECTION } from '../../model/collection.ts';
import { databaseUriOf } from '../databaseUri.ts';
import { sentence } from '../describe.ts';
import { searchWarnings, warningsJson } from '../searchSettings.ts';
import type { Run } from '../session.ts';
import { figure } from '../texts.ts';
import { inWorkFolder } from '../workFolder.ts';

/** A terminal shows a screenful, a pipe takes all, unless --count says how many. */
const SCREENFUL = 20;

export const run: Run = async (args, session) => {
  const from = args.number('from') ?? 0;
  const count = args.number('count') ?? (session.json ? Number.MAX_SAFE_INTEGER : SCREENFUL);
  const source = args.text('source');
  const request = {
    collection: args.text('collection') ?? DEFAULT_COLLECTION,
    ...databaseUriOf(args),
    ...(source === undefined ? {} : { source }),
    from,
    count,
  };
  const found = await inWorkFolder(args, session, folder => folder.chunks(request));
  const { total, chunks } = found;
  const warnings = searchWarnings({ ...found, results: chunks, model: null }, request.collection);
  const { human } = session.texts;
  const shown = (value: number): string => figure(value, human.language);
  const range = { from: shown(Math.min(from + 1, total)), to: shown(from + chunks.length), total: shown(total) };
  return {
    json: { status: 'success', total, chunks: chunks.map(chunkRecord), ...warningsJson(session, warnings) },
    text: () =>
      [
        ...warnings.map(warning => sentence(human, warning)),
        human.say('cli.chunks.range', range),
        ...chunks.map(chunkText),
      ].join('\n'),
    exitCode: 0,
  };
};

const chunkText = (chunk: StoredChunk): string =>
  `${chunk.uri}  ${chunk.start}–${chunk.end}\n  ${[...chunk.text.replace(/\s+/g, ' ').trim()].slice(0, 110).join('')}`;
