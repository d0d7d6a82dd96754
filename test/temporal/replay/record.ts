import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Missing } from '../../servers/required.ts';
import { CASES, type Recorded } from './cases.ts';

/**
 * Writes the histories that are replayed: `RECORD=1 npx vitest run test/temporal/replay.test.ts`, or `RECORD=small,…`.
 * Only where a workflow may forget its past: a change that must go on with runs that are under way takes `patched`
 * instead.
 */
export async function record(folder: string, asked: string): Promise<void> {
  const chosen = asked === '1' ? Object.keys(CASES) : asked.split(',');
  for (const name of chosen) {
    const recorded = ready(await CASES[name]!());
    try {
      const into = path.join(folder, name);
      rmSync(into, { recursive: true, force: true });
      mkdirSync(into, { recursive: true });
      for (const execution of await recorded.executions()) await writeExecution(recorded.client, into, execution);
    } finally {
      await recorded.close();
    }
  }
}

function ready(recorded: Recorded | Missing): Recorded {
  if ('missing' in recorded) throw new Error(recorded.missing);
  return recorded;
}

/** With those that it started, and those that it went on as. */
async function writeExecution(client: Client, into: string, { workflowId, runId, nth = 1 }: Execution): Promise<void> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const text = anonymous(JSON.stringify(JSON.parse(historyToJSON(history))));
  refusePlaces(text);
  const name = workflowId.replace(/\W+/g, '-');
  writeFileSync(path.join(into, `${name}${nth > 1 ? `-${nth}` : ''}.json`), `${text}\n`);
  for (const event of history.events ?? []) {
    const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
    const next = event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    if (child?.workflowId) await writeExecution(client, into, { workflowId: child.workflowId, runId: child.runId! });
    if (next) await writeExecution(client, into, { workflowId, runId: next, nth: nth + 1 });
  }
}

export interface Execution {
  readonly workflowId: string;
  readonly runId?: string;
  readonly nth?: number;
}

/** Without the process and the machine of who recorded. */
const anonymous = (json: string): string =>
  json
    .replace(/"identity":"[^"]*"/g, '"identity":"test"')
    .replace(/"stackTrace":"[^"]*",?/g, '')
    .replaceAll(hostname(), 'host');

/** Payloads hold bytes: what is in them is not replaced. */
function refusePlaces(text: string): void {
  for (const [, data = ''] of text.matchAll(/"data":"([^"]*)"/g)) {
    const payload = Buffer.from(data, 'base64').toString();
    for (const place of [tmpdir(), process.cwd(), `"${hostname()}"`, `@${hostname()}`])
      if (payload.includes(place)) throw new Error(`a payload names ${place}: ${payload.slice(0, 300)}`);
  }
}
