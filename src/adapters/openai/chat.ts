import type { Chat, ChatPiece } from '../../engine/ports.ts';
import type { ChatUsage } from '../../model/found.ts';
import { chatPriceOf } from '../../model/chatPrice.ts';
import { fail, ProblemError } from '../../model/problem.ts';
import { createClient, type OpenaiServer } from './client.ts';
import { explain } from './explain.ts';

export interface OpenaiChatOptions extends OpenaiServer {
  /** As INGESTION_WORKSHOP_PRICES has them. */
  readonly prices?: string | undefined;
  now(): Date;
}

/** A whole answer: a model on a laptop's processor writes a few words a second. */
const TIMEOUT_MS = 300_000;

/**
 * Any OpenAI-compatible server's chat, streamed. Throws what `createClient` and `explain` tell of, and data
 * `openai_chat_empty`: what is no chat model, or no API at all, often answers 200 and nothing.
 */
export function createOpenaiChat({ prices, now, ...options }: OpenaiChatOptions): Chat {
  const { model, timeoutMs = TIMEOUT_MS } = options;
  const { openai, server } = createClient({ ...options, timeoutMs });
  return {
    model,
    async *answer(messages, signal): AsyncGenerator<ChatPiece> {
      // The library's own timeout ends with the headers.
      const late = AbortSignal.timeout(timeoutMs);
      const params = { model, server };
      let [isEmpty, isCut] = [true, true];
      try {
        const stream = await openai.chat.completions.create(
          // Cold: the passages say what is true. Not every server knows `include_usage`; those leave it aside.
          { model, messages: [...messages], stream: true, stream_options: { include_usage: true }, temperature: 0 },
          { signal: AbortSignal.any([signal, late]) },
        );
        for await (const part of stream) {
          const { choices, usage, end } = readPart(part);
          if (choices.trim() !== '') isEmpty = false;
          if (end !== undefined) isCut = end === 'length';
          if (choices !== '') yield { text: choices };
          if (usage) yield { usage: { ...usage, cost: costOf(usage, model, prices) } };
        }
        // The library ends an aborted stream as if it were whole.
        signal.throwIfAborted();
        if (late.aborted) throw fail('transient', 'openai_unreachable', params);
        if (isEmpty) throw fail('data', 'openai_chat_empty', params);
        if (isCut) yield { cut: true };
      } catch (thrown) {
        signal.throwIfAborted();
        throw late.aborted ? fail('transient', 'openai_unreachable', params) : asChat(explain(thrown, params, now()));
      }
    },
  };
}

/** In the words of somebody who asks, and indexes nothing. */
function asChat(thrown: unknown): unknown {
  if (!(thrown instanceof ProblemError)) return thrown;
  const { code, params } = thrown.problem;
  if (code === 'openai_model_unknown') return fail('config', 'openai_chat_model_unknown', params, thrown);
  if (code === 'openai_not_an_api') return fail('data', 'openai_chat_empty', params, thrown);
  return code === 'openai_refused' ? fail('data', 'openai_chat_refused', params, thrown) : thrown;
}

/** Its shape is a promise of the server's, not of the library's. */
function readPart(part: unknown): { choices: string; usage: Omit<ChatUsage, 'cost'> | null; end: string | undefined } {
  const [choice] = listOf(field(part, 'choices'));
  const text = field(field(choice, 'delta'), 'content');
  const usage = field(part, 'usage');
  const [promptTokens, answerTokens] = [field(usage, 'prompt_tokens'), field(usage, 'completion_tokens')];
  const counted = typeof promptTokens === 'number' && typeof answerTokens === 'number';
  const end = field(choice, 'finish_reason');
  return {
    choices: typeof text === 'string' ? text : '',
    usage: counted ? { promptTokens, answerTokens } : null,
    end: typeof end === 'string' ? end : undefined,
  };
}

function costOf(usage: Omit<ChatUsage, 'cost'>, model: string, prices: string | undefined): number | null {
  const price = chatPriceOf(model, prices);
  return price ? (usage.promptTokens * price.prompt + usage.answerTokens * price.answer) / 1_000_000 : null;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
