/** US dollars for a million tokens, of the question with its passages and of the answer. */
export interface ChatPrice {
  readonly prompt: number;
  readonly answer: number;
}

/**
 * What a person set for a model: `model=2/8`, entries with commas between. Prices of chat models change too often for a
 * table of ours: unset, the cost is unknown and nobody guesses it.
 */
export function chatPriceOf(model: string, prices = ''): ChatPrice | undefined {
  for (const entry of prices.split(',')) {
    const [, name = '', prompt, answer] = /^(.+)=\s*(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)\s*$/.exec(entry) ?? [];
    if (name.trim() === model) return { prompt: Number(prompt), answer: Number(answer) };
  }
  return undefined;
}
