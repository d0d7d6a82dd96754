import { OFFLINE_MODEL } from './collection.ts';

interface Speaker {
  say(key: string, params: Readonly<Record<string, string>>): string;
}

/** A model as every screen names it: of the offline one nobody shall believe that it knows what words mean. */
export const modelName = (model: string, text: Speaker): string =>
  model === OFFLINE_MODEL ? text.say('model.lexical', { model }) : model;
