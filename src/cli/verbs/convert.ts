import type { Conversion } from '../../model/conversion.ts';
import { fail, ProblemError } from '../../model/problem.ts';
import type { Arguments } from '../arguments.ts';
import { readFiles, writeBatch, type InputFile } from '../fileBatch.ts';
import type { VerbResult } from '../results.ts';
import type { Run, Session } from '../session.ts';
import { duration } from '../texts.ts';

type Converted = Extract<Conversion, { outcome: 'converted' }> & { readonly ms: number };

export const run: Run = async (args, session) => {
  checkOptions(args);
  const inputs = await readFiles(args, session);
  const convert = await loadConvert(args, session);
  const [only] = inputs;
  if (!args.given('out-dir') && only !== undefined) return showOne(await convert(only), args, session);
  return writeBatch(inputs, args, session, {
    extension: '.md',
    work: async input => {
      const { title, markdown, ms } = await convert(input);
      return { text: markdown, fields: { title, duration_ms: ms } };
    },
  });
};

function checkOptions(args: Arguments): void {
  if (args.flag('markdown') && args.given('out-dir'))
    throw fail('usage', 'option_conflict', { option: '--markdown', other: '--out-dir' });
  if (args.given('url') && args.operands.length > 1) throw fail('usage', 'url_of_several');
  const url = args.text('url');
  if (url !== undefined && !URL.canParse(url))
    throw fail('usage', 'bad_value', { option: '--url', value: url, values: 'https://…' });
}

async function loadConvert(args: Arguments, session: Session): Promise<(input: InputFile) => Promise<Converted>> {
  const converter = await session.engine.loadConverter();
  const url = args.text('url');
  const options = { ...(url === undefined ? {} : { url }), mainContent: !args.flag('whole-page'), keep: [] };
  return async ({ file, bytes }) => {
    const start = performance.now();
    const conversion = await converter.convert(bytes, options);
    const ms = Math.round((performance.now() - start) * 100) / 100;
    if (conversion.outcome === 'converted') return { ...conversion, ms };
    throw new ProblemError({ kind: 'data', code: conversion.reason, params: {}, file });
  };
}

function showOne(converted: Converted, args: Arguments, session: Session): VerbResult {
  const { human } = session.texts;
  const { title, markdown, language, author, published, removed, ms } = converted;
  const bare = args.flag('markdown');
  return {
    json: { status: 'success', title, markdown, language, author, published, removed, duration_ms: ms },
    text: () => {
      if (bare) return markdown.replace(/\n$/, '');
      const count = removed.reduce((sum, removal) => sum + removal.count, 0);
      const summary = human.say('cli.convert.removed', { count, time: duration(ms, human.language) });
      return `${markdown.trimEnd()}\n\n— ${summary}`;
    },
    exitCode: 0,
    bare,
  };
}
