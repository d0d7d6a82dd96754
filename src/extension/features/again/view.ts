import type { StageSetting } from '../../../model/stageSetting.ts';
import type { Text } from '../../text.ts';

/** One setting to choose: its name, what holds now, what it does. */
export function settingEntry(
  setting: StageSetting,
  text: Text,
): { label: string; description: string; detail: string } {
  const { name, value, fallback, explained } = setting;
  const unset = fallback === null ? text.say('again.unset') : text.say('again.default', { value: fallback });
  return { label: name.split('.').at(-1) ?? name, description: value ?? unset, detail: text.say(explained) };
}
