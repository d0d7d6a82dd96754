import { completeInput } from '../engine/completeInput.ts';
import { hoverInput } from '../engine/hoverInput.ts';
import type { InputProblem as Fault } from '../model/inputProblem.ts';
import type { EngineVerbs, InputProblem } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import { checkInputText, languageOf } from './readInputFile.ts';

/** What an editor asks about an input file that is being written. */
export function createInputVerbs(): Pick<Handlers<EngineVerbs>, 'checkInput' | 'completeInput' | 'hoverInput'> {
  return {
    async checkInput({ file, text }) {
      const { problems, warnings } = await checkInputText(file, text);
      return [...problems.map(fault => place(fault, 'error')), ...warnings.map(fault => place(fault, 'warning'))];
    },
    completeInput: ({ file, text, offset }) => completeInput(text, offset, languageOf(file)),
    hoverInput: ({ file, text, offset }) => hoverInput(text, offset, languageOf(file)) ?? null,
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
