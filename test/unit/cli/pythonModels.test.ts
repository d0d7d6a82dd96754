import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { engine } from '../../../src/cli/engine.ts';

it('the Python worker has the models that the schemas give', async () => {
  const file = path.join(import.meta.dirname, '../../../workshop/temporal-python/models.py');
  // Write it anew: `ingestion-workshop models --language python --out workshop/temporal-python`.
  expect(readFileSync(file, 'utf8')).toBe(await engine.emitModels('python'));
});
