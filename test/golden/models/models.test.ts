import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emitMermaid } from '../../../src/engine/emitMermaid.ts';
import { emitPydantic } from '../../../src/engine/emitPydantic.ts';
import { DATA_MODEL } from '../../../src/engine/inputModel.ts';

describe('the data model in other languages', () => {
  it('is this Python module', async () => {
    const text = emitPydantic(DATA_MODEL, 'Generated. Do not edit.');
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'out.py'));
  });

  it('is this Mermaid diagram', async () => {
    const text = emitMermaid(DATA_MODEL, 'Data model');
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'out.mmd'));
  });
});
