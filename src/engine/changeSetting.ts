import { indexingTarget } from '../model/collection.ts';
import type { ChangedSetting } from '../model/event.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import { canonicalJson } from '../model/key.ts';
import { ProblemError, fail } from '../model/problem.ts';
import type { Stage } from '../model/stage.ts';
import type { SettingChange, StageSetting } from '../model/stageSetting.ts';
import { STAGE_SECTIONS } from '../model/whyAgain.ts';
import type { Field, FieldType } from './dataModel.ts';
import { INPUT_TYPE, catalogueKeyOf, classOf, fieldAt, isRecord, typeAt } from './inputModel.ts';
import { readInput } from './readInput.ts';

/** The others of its section limit a whole run; a Source's own result does not depend on them. */
const OF_SOURCE: Readonly<Partial<Record<Stage, readonly string[]>>> = { CRAWLING: ['include', 'exclude'] };

/** What can be changed for one stage, as an input has it now. */
export function stageSettings(stage: Stage, input: IngestionWorkflowInput): readonly StageSetting[] {
  return STAGE_SECTIONS[stage].flatMap(section => {
    const type = typeAt([section], INPUT_TYPE);
    const known = type && classOf(type);
    const fields = known?.fields.filter(({ name }) => OF_SOURCE[stage]?.includes(name) ?? true) ?? [];
    return fields.flatMap(field => settingOf(section, known?.name ?? '', { field, input }));
  });
}

function settingOf(
  section: keyof IngestionWorkflowInput,
  owner: string,
  { field, input }: { readonly field: Field; readonly input: IngestionWorkflowInput },
): StageSetting[] {
  const kind = kindOf(field.type);
  const choices = choicesOf(field.type);
  if (kind === undefined || (kind === 'choice' && choices.length < 2)) return [];
  const value = memberOf(input[section], field.name);
  const fallback = field.default ?? memberOf(indexingDefaults(input), field.name);
  const shown = (one: unknown): string | null => (one === undefined || one === null ? null : textOf(one));
  const explained = catalogueKeyOf(owner, field.name);
  return [
    { name: `${section}.${field.name}`, kind, choices, value: shown(value), fallback: shown(fallback), explained },
  ];
}

function kindOf(type: FieldType): StageSetting['kind'] | undefined {
  switch (type.kind) {
    case 'integer':
    case 'number':
    case 'boolean':
    case 'list':
      return type.kind;
    case 'string':
      return 'text';
    case 'literal':
      return 'choice';
    default:
      return undefined;
  }
}

function choicesOf(type: FieldType): readonly string[] {
  if (type.kind === 'boolean') return ['true', 'false'];
  return type.kind === 'literal' ? type.values : [];
}

const memberOf = (section: unknown, name: string): unknown => (isRecord(section) ? section[name] : undefined);

const textOf = (value: unknown): string => {
  const isPlainList = Array.isArray(value) && value.every(item => typeof item === 'string' && !item.includes(','));
  if (isPlainList) return value.join(', ');
  return typeof value === 'string' ? value : canonicalJson(value);
};

/** Its three fields are required together: who changes one means the others as they are. */
function indexingDefaults(input: IngestionWorkflowInput) {
  const { collection, databaseUri, model } = indexingTarget(input);
  return { collection_name: collection, database_uri: databaseUri, openai_embedding_model: model };
}

export interface ChangedInput {
  readonly input: IngestionWorkflowInput;
  readonly changed: ChangedSetting;
}

/**
 * An input with one setting changed; the one that is given stays as it is. Config: what the schema and the rules say of
 * the value. Usage `setting_unchanged`, `setting_unknown`.
 */
export function changeSetting(input: IngestionWorkflowInput, { name, text }: SettingChange): ChangedInput {
  const [section = '', member = ''] = name.split('.');
  const field = fieldAt([section, member], INPUT_TYPE)?.field;
  if (!field) throw fail('usage', 'setting_unknown', { setting: name });
  const record: Readonly<Record<string, unknown>> = { ...input };
  const base = record[section] ?? (section === 'indexing_config' ? indexingDefaults(input) : {});
  const [before, after] = [memberOf(base, member), valueOf(field.type, text)];
  if (canonicalJson(before) === canonicalJson(after)) throw fail('usage', 'setting_unchanged', { setting: member });
  const next = { ...record, [section]: { ...(isRecord(base) ? base : {}), [member]: after } };
  const { input: good, problems } = readInput(JSON.stringify(next), { language: 'json' });
  const [first] = problems;
  // Its place is one in a text that nobody wrote.
  if (!good)
    throw new ProblemError({ kind: 'config', code: first?.code ?? 'input_empty', params: first?.params ?? {} });
  return { input: good, changed: { name, before: jsonOf(before), after: jsonOf(after) } };
}

const jsonOf = (value: unknown): string | null => (value === undefined || value === null ? null : canonicalJson(value));

/** What cannot be read as the type that it should have stays a text: the schema says what is wrong with it. */
function valueOf(type: FieldType, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (type.kind) {
    case 'integer':
    case 'number':
      return Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed);
    case 'boolean':
      return trimmed === 'true' ? true : trimmed === 'false' ? false : trimmed;
    case 'list':
      return listOf(trimmed);
    default:
      return trimmed;
  }
}

function listOf(text: string): unknown {
  if (text.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(text);
      return list;
    } catch {
      // An attribute selector begins so, too: `[role=main]`.
    }
  }
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
}
