import { validate, type ValidateRequest } from '../engine/quality/validate.ts';
import type { ValidationReport } from '../model/quality/report.ts';
import { createTables } from './outputs/tables.ts';
import { findTables } from './quality/findTables.ts';
import { createPatternMatchers } from './quality/patternMatcher.ts';
import { capYoungGeneration } from './youngGeneration.ts';

/** A file or a folder against rules, made real for Node. */
export async function validateData(request: ValidateRequest): Promise<ValidationReport> {
  capYoungGeneration();
  const tables = createTables();
  const { openMatcher, close } = createPatternMatchers();
  const { openTableFile } = tables;
  return validate({ openTableFile, findTables, openMatcher, elapsed: () => performance.now() }, request).finally(() => {
    tables.close();
    close();
  });
}
