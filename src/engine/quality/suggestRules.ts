import type { CompletionItem, HoverText } from '../../model/completion.ts';
import { keysOf } from '../../model/quality/kindKeys.ts';
import { RULE_KINDS, type RuleKind } from '../../model/quality/rule.ts';
import { typeText } from '../../model/table/typeText.ts';
import { completeInput } from '../completeInput.ts';
import type { TableColumn } from '../filePorts.ts';
import type { InputPlace } from '../flowPlace.ts';
import { hoverInput } from '../hoverInput.ts';
import { findInputPlace } from '../inputPlace.ts';
import { parseJsonWithPositions } from '../readJson.ts';
import { parseYamlWithPositions } from '../readYaml.ts';
import { valueAt } from '../textTree.ts';
import { isColumnMap, isColumnValue } from './columnPlaces.ts';
import { RULES_TYPE } from './readRules.ts';
import { yamlScalar } from '../../model/yamlScalar.ts';

export interface RulesText {
  readonly text: string;
  /** In UTF-16 units. */
  readonly offset: number;
  readonly language: 'yaml' | 'json';
}

/** What may be written in a rules file; where a column is named, the columns that the data have. Never throws. */
export function completeRules(at: RulesText, columns: readonly TableColumn[]): CompletionItem[] {
  const place = findInputPlace(at.text, at.offset, at.language);
  if (place && namesColumn(place)) {
    const free = columns.filter(({ name }) => !place.keys.includes(name));
    return free.map(column => toItem(column, place, at));
  }
  const items = completeInput(at.text, at.offset, at.language, RULES_TYPE);
  const kind = place && kindAt(place, at);
  return kind ? items.filter(({ label }) => keysOf(kind).includes(label)) : items;
}

/** The kind of the rule of which a key is written here, as far as the rest can be read. */
function kindAt({ kind, path, start }: InputPlace, { text, offset, language }: RulesText): RuleKind | undefined {
  if (kind !== 'key' || path.length !== 2 || path[0] !== 'rules') return undefined;
  const rest = text.slice(0, start) + text.slice(offset);
  const { value } = language === 'json' ? parseJsonWithPositions(rest) : parseYamlWithPositions(rest);
  const written = valueAt(value, [...path, 'kind']);
  return RULE_KINDS.find(known => known === written);
}

/** In a block, a column of `required_columns` may also be begun where its dash is to be: below its key. */
const isList = (path: InputPlace['path']): boolean => path.length > 0 && isColumnValue([...path, 0]);

const namesColumn = ({ kind, path, isFlow }: InputPlace): boolean =>
  isColumnValue(path) || (kind === 'key' && (isColumnMap(path) || (!isFlow && isList(path))));

function toItem({ name, type }: TableColumn, place: InputPlace, { text, offset, language }: RulesText): CompletionItem {
  const word = language === 'json' ? JSON.stringify(name) : yamlScalar(name);
  const end = offset + (/^[\w./+-]*["']?/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
  const dash = !place.isFlow && isList(place.path) ? '- ' : '';
  const isFollowed = /^[ \t]*:/.test(text.slice(end));
  const range = isColumnMap(place.path) && !isFollowed ? ': [${1:0}, ${2:100}]' : '';
  return {
    ...{ label: name, kind: 'value', detail: typeText(type), documentation: 'rules.column' },
    insertText: dash + word.replaceAll(/[\\$}]/g, '\\$&') + range,
    replace: { start: place.start, end },
  };
}

/** What a word of a rules file means; of a column, its type. Never throws. */
export function hoverRules(
  { text, offset, language }: RulesText,
  columns: readonly TableColumn[],
): HoverText | undefined {
  const end = offset + (/^[\w$./+-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
  const place = findInputPlace(text, end, language);
  const column = place && namesColumn(place) ? columns.find(({ name }) => name === place.word) : undefined;
  if (!place || !column) return hoverInput(text, offset, language, RULES_TYPE);
  return {
    ...{ title: column.name, type: typeText(column.type), required: false, documentation: 'rules.column' },
    range: { start: end - (/[\w$./+-]*$/.exec(place.word)?.[0].length ?? 0), end },
  };
}
