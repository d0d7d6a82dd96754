import { questionsCost, settingYaml, type Comparison } from '../../../model/compareSettings.ts';
import { toCsv, toMarkdown } from '../../../model/plainTable.ts';
import type { ReadingPrice } from '../../../model/prices.ts';
import type { CompareForm } from '../../../protocol/compare.ts';
import type { Text } from '../../text.ts';

interface TableWords {
  readonly form: CompareForm;
  readonly price: ReadingPrice;
  readonly text: Text;
}

const MEASURES = ['setting', 'chunks', 'tokens', 'perQuestion', 'price', 'answer', 'found'];

/** The measures, one row a setting, and the ranks, one row a question. JSON has all of it. */
export function comparisonTable(comparison: Comparison, { form, price, text }: TableWords): string {
  const { sides, questions, question, pages, missing } = comparison;
  if (form === 'json') return `${JSON.stringify({ sides, question, questions, pages, missing, price }, null, 2)}\n`;
  const write = form === 'csv' ? toCsv : toMarkdown;
  const measures = sides.map(({ setting, chunks, tokens, perQuestion, answer, found }) => [
    settingYaml(setting)
      .trim()
      .replace(/\s*\n\s*/g, ' '),
    ...[chunks, tokens, perQuestion, questionsCost(perQuestion, price.usdPerMillionTokens)],
    answer ? [text.say(`pair.answer.${answer.state}`), answer.rank ?? ''].join(' ').trim() : '',
    found === null ? '' : `${found} / ${questions?.length ?? 0}`,
  ]);
  const ranks = questions?.map(({ question: asked, ranks: [a, b] }) => [asked, a ?? '', b ?? '']) ?? [];
  const first = write(
    MEASURES.map(name => text.say(`pair.column.${name}`)),
    measures,
  );
  if (ranks.length === 0) return first;
  return `${first}${form === 'csv' ? '\r\n' : '\n'}${write(
    ['question', 'rankA', 'rankB'].map(name => text.say(`pair.column.${name}`)),
    ranks,
  )}`;
}
