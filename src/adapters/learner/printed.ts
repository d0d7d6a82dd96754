import type { SaidLine } from '../../engine/learner/activityProcess.ts';

/** What is shown of what an activity prints: enough to see what it does, and a loop that prints fills no log. */
const MOST_CHARACTERS = 16_000;
const MOST_LINES = 200;
const LONGEST_LINE = 1_000;

export interface Printed {
  take(text: string): void;
  /** What is left without a line's end; then what was cut, if anything was. */
  end(): void;
}

/** Cuts a stream of text into lines, and the rest away. */
export function createPrinted(onLine: (line: SaidLine) => void): Printed {
  let rest = '';
  let characters = 0;
  let lines = 0;
  let cutBytes = 0;

  function say(line: string): void {
    const room = lines < MOST_LINES ? Math.min(LONGEST_LINE, MOST_CHARACTERS - characters) : 0;
    const text = line.slice(0, room);
    cutBytes += Buffer.byteLength(line.slice(text.length));
    if (room <= 0) return;
    lines += 1;
    characters += text.length;
    onLine({ text });
  }

  return {
    take(text) {
      const parts = (rest + text).split(/\r?\n/);
      rest = parts.pop() ?? '';
      parts.forEach(say);
      // A line without end is not kept in memory whole.
      if (rest.length <= LONGEST_LINE) return;
      cutBytes += Buffer.byteLength(rest.slice(LONGEST_LINE));
      rest = rest.slice(0, LONGEST_LINE);
    },
    end() {
      if (rest !== '') say(rest);
      rest = '';
      if (cutBytes > 0) onLine({ cutBytes });
      cutBytes = 0;
    },
  };
}
