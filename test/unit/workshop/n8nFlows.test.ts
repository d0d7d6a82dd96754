import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERBS } from '../../../src/cli/verbTable.ts';
import { readRules } from '../../../src/engine/quality/readRules.ts';

interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly onError?: string;
  readonly parameters: {
    readonly command?: string;
    readonly assignments?: { readonly assignments: readonly { readonly name: string; readonly value: string }[] };
  };
}
interface Flow {
  readonly id: string;
  readonly active: boolean;
  readonly nodes: readonly FlowNode[];
  /** Node → its outputs → where each leads. */
  readonly connections: Readonly<Record<string, { readonly main: readonly (readonly { readonly node: string }[])[] }>>;
}

/** What n8n 1.123 and 2.39 both run. */
const TYPES = new Set(
  ['scheduleTrigger 1.2', 'manualTrigger 1', 'set 3.4', 'executeCommand 1', 'if 2.2']
    .concat(['splitOut 1', 'splitInBatches 3', 'noOp 1', 'stopAndError 1'])
    .map(type => `n8n-nodes-base.${type}`),
);

const folder = path.join(import.meta.dirname, '../../../workshop/n8n');
const flows = fs
  .readdirSync(folder)
  .filter(file => !file.endsWith('rules.json'))
  // SAFETY: what is not so fails a test below, or every one.
  .map(file => [file, JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Flow] as const);

const commandsOf = (flow: Flow) =>
  flow.nodes.flatMap(({ name, parameters: { command } }) => (command === undefined ? [] : [{ name, command }]));
const outputsOf = (flow: Flow, name: string) =>
  (flow.connections[name]?.main ?? []).map(output => output.map(({ node }) => node));

test('the rules beside them can be read', () => {
  const text = fs.readFileSync(path.join(folder, 'events.rules.json'), 'utf8');
  const { rules, problems } = readRules(text, { language: 'json' });
  expect(problems).toEqual([]);
  expect(rules.length).toBeGreaterThan(10);
});

test('both flows are here, each with an id of its own', () => {
  expect(flows.map(([file]) => file)).toEqual(['backfill.json', 'incremental-ingestion.json']);
  expect(new Set(flows.map(([, { id }]) => id)).size).toBe(flows.length);
});

describe.each(flows)('%s', (_file, flow) => {
  const settings = flow.nodes.find(({ name }) => /^Set (Variables|Params)$/.test(name));
  const values = settings?.parameters.assignments?.assignments ?? [];

  test('can be imported as it is: a fixed id that fits, not active, types that every n8n runs', () => {
    expect(flow.id).toMatch(/^[A-Za-z]{1,21}$/);
    expect(flow.active).toBe(false);
    for (const { type, typeVersion } of flow.nodes) expect(TYPES).toContain(`${type} ${typeVersion}`);
    expect(new Set(flow.nodes.map(({ id }) => id)).size).toBe(flow.nodes.length);
    expect(new Set(flow.nodes.map(({ name }) => name)).size).toBe(flow.nodes.length);
  });

  test('has its settings in one node, and no other repeats their values', () => {
    expect(values.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['cli', 'base_url', 'start_date', 'end_date', 'output_dir', 'work_dir', 'rules_file']),
    );
    const elsewhere = JSON.stringify(flow.nodes.filter(node => node !== settings).map(node => node.parameters));
    const literal = values.filter(({ name, value }) => value !== '' && !name.endsWith('_param') && !value.startsWith('='));
    for (const { value } of literal) expect(elsewhere).not.toContain(value);
    expect(elsewhere).not.toMatch(/https?:|127\.0|\d{4}-\d\d-\d\d/);
  });

  test.each(['n8n.md', 'n8n.fr.md'])('has each of its settings explained in %s', page => {
    const text = fs.readFileSync(path.join(folder, '../../docs/orchestrators', page), 'utf8');
    for (const { name } of values) expect(text).toContain(`\`${name}\``);
  });

  test('puts every argument of a command in single quotes', () => {
    for (const { command } of commandsOf(flow)) {
      const unquoted = command.replaceAll(/\{\{[^{}]*\.json\.cli \}\}|\{\{ \$json\.cli \}\}/g, 'cli');
      // What is left of an expression stands in quotes with nothing but words, slashes and other expressions.
      const optional = /\{\{ (\$.+?) && `--header '\$\{\1\}'` \}\}/;
      const inQuotes = unquoted.replace(optional, '').replaceAll(/'(?:[\w./=-]|\{\{ (?:(?!\}\}).)* \}\})*'/g, 'argument');
      expect(inQuotes).not.toContain('{{');
      expect(inQuotes).not.toContain('"{{');
    }
  });

  test('uses options that the verbs have', () => {
    const verbs = VERBS.map(({ name }) => name).join('|');
    const used = commandsOf(flow).flatMap(({ command }) => [
      ...command.matchAll(new RegExp(`cli \\}\\} (${verbs}) (.*?)(?:\\|\\||$)`, 'g')),
    ]);
    expect(used.length).toBeGreaterThanOrEqual(2);
    for (const [, verb, rest] of used) {
      const options = VERBS.find(({ name }) => name === verb)?.options.map(({ name }) => name) ?? [];
      for (const [, option] of rest!.matchAll(/--([a-z-]+)/g)) expect(['json', ...options]).toContain(option);
    }
  });

  test('tells exit 1, whose reason is on stdout, from exit 2 and a missing program', () => {
    const talking = commandsOf(flow).filter(({ command }) => /ingest-api|validate-data/.test(command));
    expect(talking).toHaveLength(2);
    for (const { name, command } of talking) {
      expect(command).toMatch(/\|\| \[ \$\? -eq 1 \]/);
      expect(flow.nodes.find(node => node.name === name)?.onError).toBe('continueErrorOutput');
    }
  });

  test('leads every output somewhere: an error output too', () => {
    const names = flow.nodes.map(({ name }) => name);
    for (const { name, type, onError } of flow.nodes) {
      const outputs = outputsOf(flow, name);
      const two = onError === 'continueErrorOutput' || /\.(if|splitInBatches)$/.test(type);
      if (two) expect([name, outputs.map(output => output.length)]).toEqual([name, [1, 1]]);
      expect(names).toEqual(expect.arrayContaining(outputs.flat()));
    }
    const reached = reachedFrom(flow, triggersOf(flow));
    expect(names.filter(name => !reached.has(name))).toEqual([]);
  });

  test('lets nothing that is no date come to a shell', () => {
    const [check] = outputsOf(flow, settings?.name ?? '')[0] ?? [];
    expect(JSON.stringify(flow.nodes.find(({ name }) => name === check)?.parameters)).toContain(
      JSON.stringify(String.raw`^\d{4}-\d\d-\d\d$`),
    );
    const [, wrong = []] = outputsOf(flow, check ?? '');
    const around = reachedFrom(flow, [...triggersOf(flow), ...wrong], check);
    for (const { name } of commandsOf(flow)) expect(around).not.toContain(name);
  });
});

const triggersOf = (flow: Flow): string[] =>
  flow.nodes.filter(({ type }) => type.endsWith('Trigger')).map(({ name }) => name);

function reachedFrom(flow: Flow, starts: readonly string[], closed?: string): Set<string> {
  const reached = new Set<string>();
  const open = [...starts];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name) || name === closed) continue;
    reached.add(name);
    open.push(...outputsOf(flow, name).flat());
  }
  return reached;
}
