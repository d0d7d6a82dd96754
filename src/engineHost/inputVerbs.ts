import path from 'node:path';
import { checkApiInput } from '../engine/checkApiInput.ts';
import type { CheckedInput } from '../engine/checkInput.ts';
import { completeInput } from '../engine/completeInput.ts';
import { hoverInput } from '../engine/hoverInput.ts';
import { isApiConfigName } from '../model/inputNames.ts';
import { isRulesName } from '../model/quality/rulesFile.ts';
import type { InputProblem as Fault } from '../model/inputProblem.ts';
import type { EngineVerbs, InputProblem } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import { isWorkshopName } from '../model/workshop/workshopFile.ts';
import { createRulesFiles, type RulesFiles } from './rulesFiles.ts';
import { checkInputText, languageOf, typeOf, type InputPlace } from './readInputFile.ts';

/** What an editor asks about an input file that is being written. */
export function createInputVerbs(): Pick<Handlers<EngineVerbs>, 'checkInput' | 'completeInput' | 'hoverInput'> {
  const rules = createRulesFiles();
  return {
    async checkInput({ text, ...input }) {
      const { problems, warnings } = await check(input, text, rules);
      return [...problems.map(fault => place(fault, 'error')), ...warnings.map(fault => place(fault, 'warning'))];
    },
    completeInput: ({ file, text, offset }) =>
      isRulesName(file)
        ? rules.complete(file, { text, offset, language: languageOf(file) })
        : completeInput(text, offset, languageOf(file), typeOf(file)),
    hoverInput: async ({ file, text, offset }) =>
      (isRulesName(file)
        ? await rules.hover(file, { text, offset, language: languageOf(file) })
        : hoverInput(text, offset, languageOf(file), typeOf(file))) ?? null,
  };
}

type Faults = Pick<CheckedInput, 'problems' | 'warnings'>;

function check(input: InputPlace, text: string, rules: RulesFiles): Promise<Faults> {
  const { file } = input;
  if (isRulesName(file)) return rules.check(file, text);
  if (isWorkshopName(file)) return checkWorkshopText(file, text);
  return isApiConfigName(file)
    ? Promise.resolve(checkApiInput(text, { language: languageOf(file), file }))
    : checkInputText(input, text);
}

/** Faults of its texts stand in those files: the editor shows them at the step that they are of. */
async function checkWorkshopText(file: string, text: string) {
  const [{ checkWorkshop }, { openWorkshopFolder }] = await Promise.all([
    import('../engine/workshop/checkWorkshop.ts'),
    import('../adapters/workshopFolder.ts'),
  ]);
  return checkWorkshop(text, { language: languageOf(file), file }, openWorkshopFolder(path.dirname(file)));
}

const place = (
  { code, params, hint, line, column, endLine, endColumn }: Fault,
  severity: InputProblem['severity'],
): InputProblem => ({ severity, code, params, line, column, endLine, endColumn, ...(hint ? { hint } : {}) });
