import type { ApiProbe } from '../adapters/composeApi.ts';
import { writeConfig, type ConfigWords } from '../model/api/configText.ts';
import type { Arguments } from './arguments.ts';
import type { VerbResult } from './results.ts';
import { RUN_DEFAULTS } from './runDefaults.ts';
import type { Session } from './session.ts';
import { placeholder, type Words } from './texts.ts';

type Asked = Pick<ApiProbe, 'input' | 'headers'>;

/** The configuration itself, even into a pipe, so that `>` makes a file of it; with `--json`, why as well. */
export async function probe(args: Arguments, session: Session, asked: Asked): Promise<VerbResult> {
  const { signal, texts, engine } = session;
  const proposal = await engine.probeApi({ ...asked, userAgent: RUN_DEFAULTS.userAgent, signal });
  const { config, reasons, pages } = proposal;
  const { english, human } = texts;
  const explained = reasons.map(({ field, code, params }) => {
    const message = english.say(`probe.${code}`, params);
    return { field, code, message, params };
  });
  const yaml = writeConfig(proposal, configWords(english));
  return {
    json: { status: 'success', config, yaml, reasons: explained, pages },
    text: () => writeConfig(proposal, configWords(human)).trimEnd(),
    exitCode: 0,
    bare: !args.flag('json'),
  };
}

const configWords = (words: Words): ConfigWords => ({
  head: [words.say('probe.head'), words.say('probe.run', { file: placeholder(words, 'FILE') })],
  why: (code, params) => words.say(`probe.${code}`, params),
});
