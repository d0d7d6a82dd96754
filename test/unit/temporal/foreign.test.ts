import { expect, test } from 'vitest';
import { foreignPerformer, type ForeignCall } from '../../../src/temporal/workflows/foreign.ts';

const task = { stage: 'CHUNKING', source: { source: { uri: 'https://example.org/' } } };

test.each(['heading', 'tokens', 'sentence'] as const)(
  'a Python worker is not sent what is to be cut by %s: it would cut recursively',
  async method => {
    const perform = foreignPerformer({ chunking_config: { method } });
    // SAFETY: it is refused before anything else of the call is looked at.
    const call = { task, taskQueue: 'PY_WORKER_TASK_QUEUE', retry: {}, cuts: 0 } as unknown as ForeignCall;
    await expect(perform(call)).rejects.toMatchObject({
      problem: { kind: 'config', code: 'python_method_unknown', params: { method } },
    });
  },
);
