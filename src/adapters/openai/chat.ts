import { APIUserAbortError } from 'openai';
import type { Chat, ChatPiece } from '../../engine/ports.ts';
import type { ChatUsage } from '../../model/found.ts';
import { chatPriceOf } from '../../model/chatPrice.ts';
import { createClient, type OpenaiServer } from './client.ts';
import { explain } from './explain.ts';

export interface OpenaiChatOptions extends OpenaiServer {
  /** As INGESTION_WORKSHOP_PRICES has them. */
  readonly prices?: string | undefined;
  now(): Date;
}

/** A whole answer: a model on a laptop's processor writes a few words a second. */
const TIMEOUT_MS = 300_000;

/** Any OpenAI-compatible server's chat, streamed. Throws what `createClient` and `explain` tell of. */
export function createOpenaiChat({ prices, now, ...options }: OpenaiChatOptions): Chat {
  const { model } = options;
  const { openai, server } = createClient({ timeoutMs: TIMEOUT_MS, ...options });
  return {
    model,
    async *answer(messages, signal): AsyncGenerator<ChatPiece> {
      try {
        const stream = await openai.chat.completions.create(
          // Cold: the passages say what is true. Not every server knows `include_usage`; those leave it aside.
          { model, messages: [...messages], stream: true, stream_options: { include_usage: true }, temperature: 0 },
          { signal },
        );
        for await (const part of stream) {
          const { choices, usage } = readPart(part);
          if (choices !== '') yield { text: choices };
          if (usage) yield { usage: { ...usage, cost: costOf(usage, model, prices) } };
        }
        // The library ends an aborted stream as if it were whole.
        signal.throwIfAborted();
      } catch (thrown) {
        if (thrown instanceof APIUserAbortError) signal.throwIfAborted();
        throw explain(thrown, { model, server }, now());
      }
    },
  };
}

/** Its shape is a promise of the server's, not of the library's. */
function readPart(part: unknown): { choices: string; usage: Omit<ChatUsage, 'cost'> | null } {
  const [choice] = listOf(field(part, 'choices'));
  const text = field(field(choice, 'delta'), 'content');
  const usage = field(part, 'usage');
  const [promptTokens, answerTokens] = [field(usage, 'prompt_tokens'), field(usage, 'completion_tokens')];
  const counted = typeof promptTokens === 'number' && typeof answerTokens === 'number';
  return { choices: typeof text === 'string' ? text : '', usage: counted ? { promptTokens, answerTokens } : null };
}

function costOf(usage: Omit<ChatUsage, 'cost'>, model: string, prices: string | undefined): number | null {
  const price = chatPriceOf(model, prices);
  return price ? (usage.promptTokens * price.prompt + usage.answerTokens * price.answer) / 1_000_000 : null;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
