import type { Asked, AskRequest } from '../../engine/askIndex.ts';
import { sentence } from '../describe.ts';
import { hitJson, hitText } from '../hitText.ts';
import { nothingText, searchSettings, searchWarnings, warningsJson } from '../searchSettings.ts';
import type { Run, Session } from '../session.ts';
import { figure, type Words } from '../texts.ts';
import { inWorkFolder } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const settings = searchSettings(args);
  const chatModel = args.text('chat-model') || session.env['INGESTION_WORKSHOP_CHAT_MODEL'] || null;
  const request = { ...settings, question: args.operands[0] ?? '', chatModel, signal: session.signal };
  const asked = await streamed(session, onText =>
    inWorkFolder(args, session, folder => folder.ask({ ...request, ...onText })),
  );
  const { answer, citations, found } = asked;
  const warnings = [
    ...searchWarnings(found, settings.collection),
    ...inventedOf(asked),
    ...cutOf(asked),
    ...noModelOf(asked),
  ];
  return {
    json: {
      status: 'success',
      answer,
      citations: citations.map(({ chunkId: chunk_id, ...citation }) => ({ ...citation, chunk_id })),
      results: found.results.map(hitJson),
      ...{ model: found.model, chat_model: chatModel, usage: usageJson(asked) },
      ...warningsJson(session, warnings),
    },
    text: () => {
      if (found.results.length === 0) return nothingText(args, session, found);
      const said = warnings.map(warning => sentence(session.texts.human, warning));
      return [...(answer === null ? passagesText(session, asked) : sourcesText(session, asked)), ...said].join('\n\n');
    },
    exitCode: 0,
  };
};

/** A terminal sees the answer as it is written; what breaks it off is told on a line of its own. */
async function streamed(
  { json, stdout, signal }: Session,
  ask: (on: Pick<AskRequest, 'onText'>) => Promise<Asked>,
): Promise<Asked> {
  if (json) return ask({});
  let isOpen = false;
  const endLine = (): void => {
    if (isOpen) stdout.write('\n');
    isOpen = false;
  };
  const onText = (piece: string): void => {
    if (signal.aborted) return;
    stdout.write(piece);
    isOpen = true;
  };
  // The verb is left at a signal, before `ask` itself learns of it.
  signal.addEventListener('abort', endLine, { once: true });
  try {
    return await ask({ onText });
  } catch (thrown) {
    endLine();
    throw thrown;
  }
}

const inventedOf = ({ invented }: Asked) =>
  invented.length === 0 ? [] : [{ code: 'citations_invented', params: { numbers: invented.join(', ') } }];

const cutOf = ({ cut }: Asked) => (cut ? [{ code: 'answer_cut', params: {} }] : []);

/** The passages are the answer then, and a line says so. */
const noModelOf = ({ chatModel, found }: Asked) =>
  chatModel === null && found.results.length > 0
    ? [{ code: 'chat_model_missing', params: { variable: 'INGESTION_WORKSHOP_CHAT_MODEL' } }]
    : [];

const usageJson = ({ usage }: Asked): Record<string, unknown> | null =>
  usage && { prompt_tokens: usage.promptTokens, answer_tokens: usage.answerTokens, cost_usd: usage.cost };

const passagesText = ({ texts: { human } }: Session, { found }: Asked): string[] =>
  found.results.map((hit, at) => hitText(human, hit, at + 1));

/** What follows an answer that was printed as it came. */
function sourcesText({ texts: { human } }: Session, asked: Asked): string[] {
  const lines = asked.citations.map(({ number, title, uri }) => `[${number}] ${title}\n    ${uri}`);
  return ['', ...(lines.length > 0 ? [lines.join('\n')] : []), ...usageText(human, asked)];
}

function usageText(words: Words, { usage, chatModel }: Asked): string[] {
  if (usage === null) return [];
  const { promptTokens, answerTokens, cost } = usage;
  const figures = {
    model: chatModel ?? '',
    prompt: figure(promptTokens, words.language),
    answer: figure(answerTokens, words.language),
    cost: figure(cost ?? 0, words.language, 6),
  };
  return [words.say(cost === null ? 'cli.ask.usage' : 'cli.ask.usage_cost', figures)];
}
