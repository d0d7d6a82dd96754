import type { ChangedSetting } from './event.ts';
import type { RunSummary } from './view.ts';
import type { WhyAgain } from './whyAgain.ts';
import type { Text } from './speech.ts';

/** `35 results kept, 2 activities ran again` */
export const resumedText = ({ kept, again }: NonNullable<RunSummary['resumed']>, text: Text): string =>
  text.say('resumed.text', { kept: text.count('unit.kept', kept), again: text.count('unit.again', again) });

/** `chunk_size: 700 → 300`; its section goes without saying. */
export function settingText({ name, before, after }: ChangedSetting, text: Text): string {
  const shown = (value: string | null) => (value === null ? text.say('why.unset') : cut(value));
  return text.say('why.setting', {
    name: name.split('.').at(-1) ?? name,
    before: shown(before),
    after: shown(after),
  });
}

/** Canonical JSON: a string without its quotes, a long list as its beginning. */
function cut(json: string): string {
  const value = /^"[^"\\]*"$/.test(json) ? json.slice(1, -1) : json;
  return value.length > 40 ? `${value.slice(0, 39)}…` : value;
}

/** `configuration (chunk_size: 700 → 300), code (activities/chunking.ts), input` */
export function partsText(
  why: Pick<Extract<WhyAgain, { because: 'changed' }>, 'parts' | 'settings' | 'file'>,
  text: Text,
): string {
  const settings = why.settings.map(setting => settingText(setting, text)).join(', ');
  const more = { config: settings, code: why.file ?? '', input: '' };
  return why.parts.map(part => text.say(`why.part.${part}`) + (more[part] === '' ? '' : ` (${more[part]})`)).join(', ');
}

/** Why a stage ran again, or did not, in a sentence. */
export const whyText = (why: WhyAgain, text: Text): string =>
  why.because === 'changed' ? text.say('why.changed', { parts: partsText(why, text) }) : text.say(`why.${why.because}`);

/** The same in a word or two, where it says more than the state does; undefined where it does not. */
export function whyShort(why: WhyAgain, text: Text): string | undefined {
  if (why.because === 'changed') return text.say('again.changed', { parts: partsText(why, text) });
  return why.because === 'asked' || why.because === 'gone' ? text.say(`again.${why.because}`) : undefined;
}
