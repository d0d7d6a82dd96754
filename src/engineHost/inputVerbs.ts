import { checkApiInput } from '../engine/checkApiInput.ts';
import { completeInput } from '../engine/completeInput.ts';
import { hoverInput } from '../engine/hoverInput.ts';
import { isApiConfigName } from '../model/inputNames.ts';
import type { InputProblem as Fault } from '../model/inputProblem.ts';
import type { EngineVerbs, InputProblem } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import { checkInputText, languageOf, typeOf } from './readInputFile.ts';

/** What an editor asks about an input file that is being written. */
export function createInputVerbs(): Pick<Handlers<EngineVerbs>, 'checkInput' | 'completeInput' | 'hoverInput'> {
  return {
    async checkInput({ file, text }) {
      const { problems, warnings } = isApiConfigName(file)
        ? checkApiInput(text, { language: languageOf(file), file })
        : await checkInputText(file, text);
      return [...problems.map(fault => place(fault, 'error')), ...warnings.map(fault => place(fault, 'warning'))];
    },
    completeInput: ({ file, text, offset }) => completeInput(text, offset, languageOf(file), typeOf(file)),
    hoverInput: ({ file, text, offset }) => hoverInput(text, offset, languageOf(file), typeOf(file)) ?? null,
  };
}

const place = (
  { code, params, line, column, endLine, endColumn }: Fault,
  severity: InputProblem['severity'],
): InputProblem => ({
  severity,
  code,
  params,
  line,
  column,
  endLine,
  endColumn,
});
