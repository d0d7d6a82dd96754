import path from 'node:path';
import { createInputFolder } from '../adapters/inputFolder.ts';
import type { FieldType } from '../engine/dataModel.ts';
import { API_INPUT_TYPE, INPUT_TYPE, WORKSHOP_TYPE } from '../engine/inputModel.ts';
import { isApiConfigName } from '../model/inputNames.ts';
import { isWorkshopName } from '../model/workshop/workshopFile.ts';
import { checkInput, type CheckedInput } from '../engine/checkInput.ts';

export const languageOf = (file: string): 'yaml' | 'json' => (/\.json$/i.test(file) ? 'json' : 'yaml');

/** What the editor knows a file by its name. */
export const typeOf = (file: string): FieldType => {
  if (isWorkshopName(file)) return WORKSHOP_TYPE;
  return isApiConfigName(file) ? API_INPUT_TYPE : INPUT_TYPE;
};

/** An input, absolute, and the folder that its paths may lie in beside its own. */
export interface InputPlace {
  readonly file: string;
  readonly currentFolder?: string;
}

export const currentFolderOf = ({ file, currentFolder }: InputPlace): string => currentFolder ?? path.dirname(file);

/** Its text need not be saved. */
export function checkInputText(place: InputPlace, text: string): Promise<CheckedInput> {
  const { file } = place;
  const folders = createInputFolder({ inputFolder: path.dirname(file), currentFolder: currentFolderOf(place) });
  return checkInput(text, { language: languageOf(file), file }, folders);
}
