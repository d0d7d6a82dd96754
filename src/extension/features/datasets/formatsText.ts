import { bytesText } from '../../../model/bytes.ts';
import type { ComparedFormats } from '../../../model/formats.ts';
import type { Text } from '../../text.ts';

const NAMES = { json: 'JSON', csv: 'CSV', parquet: 'Parquet', avro: 'Avro' } as const;

/** What four formats made of one table, as Markdown. */
export function formatsText(file: string, { rows, columns, column, formats }: ComparedFormats, text: Text): string {
  const ms = (time: number): string => `${text.number(Math.round(time * 10) / 10)} ms`;
  const head = ['format', 'size', 'write', 'read', 'one'].map(name => text.say(`formats.${name}`));
  const lines = formats.map(({ format, bytes, writeMs, readMs, readOneColumnMs }) =>
    [NAMES[format], bytesText(bytes, text.language), ms(writeMs), ms(readMs), ms(readOneColumnMs)].join(' | '),
  );
  const counts = { rows: text.count('unit.row', rows), columns: text.number(columns), column: `\`${column ?? '–'}\`` };
  return [
    `# ${text.say('formats.title')}`,
    `\`${file}\``,
    text.say('formats.about', counts),
    [`| ${head.join(' | ')} |`, '| --- | ---: | ---: | ---: | ---: |', ...lines.map(line => `| ${line} |`)].join('\n'),
    text.say('formats.where', { folder: `\`${formats[0]?.file.replace(/[\\/][^\\/]+$/, '') ?? ''}\`` }),
  ].join('\n\n');
}
