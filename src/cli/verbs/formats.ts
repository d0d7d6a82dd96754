import { basename, extname, join, resolve } from 'node:path';
import type { ComparedFormats } from '../../model/formats.ts';
import { fail } from '../../model/problem.ts';
import { neededText } from '../neededText.ts';
import { readNamed } from '../readNamed.ts';
import type { Run } from '../session.ts';
import { figure, size, type Words } from '../texts.ts';
import { shownPath } from '../workFolder.ts';

const VERB = 'formats';

export const run: Run = async (args, session) => {
  const start = performance.now();
  const input = neededText(args, 'input-file', VERB);
  const file = resolve(session.cwd, input);
  const outDir = resolve(session.cwd, neededText(args, 'out-dir', VERB));
  const stem = basename(input, extname(input));
  if (join(outDir, `${stem}.parquet`) === file) throw fail('usage', 'formats_over_input', { path: input });
  const compared = await readNamed(session, { verb: VERB, input }, (_, onProgress) =>
    session.engine.compareFormats({
      ...{ file, outDir, stem, signal: session.signal },
      onProgress: (format, done, rows) => onProgress(done, rows, format),
    }),
  );
  const formats = compared.formats.map(one => ({
    format: one.format,
    file: shownPath(session, outDir, basename(one.file)),
    bytes: one.bytes,
    write_ms: rounded(one.writeMs),
    read_ms: rounded(one.readMs),
    read_one_column_ms: rounded(one.readOneColumnMs),
  }));
  const { rows, columns, column } = compared;
  const duration_ms = rounded(performance.now() - start);
  return {
    json: { status: 'success', formats, rows, columns, column, duration_ms },
    text: () => table(compared, session.texts.human),
    exitCode: 0,
  };
};

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

function table({ rows, columns, column, formats }: ComparedFormats, words: Words): string {
  const { language } = words;
  const head = ['size', 'write', 'read', 'one_column'].map(name => words.say(`cli.formats.${name}`));
  const lines = formats.map(({ format, bytes, writeMs, readMs, readOneColumnMs }) => [
    format,
    size(bytes, language),
    ...[writeMs, readMs, readOneColumnMs].map(ms => `${figure(ms, language, ms < 10 ? 1 : 0)} ms`),
  ]);
  const all = [['', ...head], ...lines];
  const widths = [0, 1, 2, 3, 4].map(at => Math.max(...all.map(cells => cells[at]?.length ?? 0)));
  const drawn = all.map(cells =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  const params = { rows: figure(rows, language), columns: figure(columns, language), column: column ?? '–' };
  return [words.say('cli.formats.summary', params), '', ...drawn].join('\n');
}
