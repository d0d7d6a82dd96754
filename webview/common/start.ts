import { createSpeech, type Text } from '../../src/model/speech.ts';
import { pageChannel } from '../../src/protocol/channel.ts';
import type { PageState, PageVerbs, ShellVerbs, Words } from '../../src/protocol/page.ts';
import { createPeer, type Asks, type Handlers, type Verbs } from '../../src/protocol/peer.ts';
import { brokenPage } from './broken.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Page<Host extends Verbs> {
  readonly ask: Asks<Host & ShellVerbs>;
  readonly text: Text;
  /** What this page is about, as its host said it. */
  readonly subject: unknown;
  /** What `keep` was given by this page's earlier life, before it was hidden; to be checked like a message. */
  readonly kept: unknown;
  keep(kept: unknown): void;
}

export interface PageLife<Told extends Verbs> {
  /** What the host may tell. */
  readonly handlers: Handlers<Told>;
  /** Draws all of it from what the page holds; called once at the start, and when the language changes. */
  draw(): void;
}

/**
 * Joins the page to its host: says that it is ready and learns the words; then the page begins, and asks for the rest
 * itself. No message of the wrong shape comes through: the peer leaves it aside.
 */
export async function startPage<Host extends Verbs, Told extends Verbs>(
  begin: (page: Page<Host>) => PageLife<Told>,
): Promise<void> {
  const api = acquireVsCodeApi();
  let words: Words = { language: 'en', catalogue: {}, stage: false };
  let life: PageLife<Told> | null = null;
  const wear = (next: Words) => {
    words = next;
    document.documentElement.lang = next.language;
    document.documentElement.classList.toggle('stage', next.stage);
    life?.draw();
  };
  const handlers: Handlers<PageVerbs> = { words: wear };
  const peer = createPeer<Host & ShellVerbs, PageVerbs>({
    channel: pageChannel(api, window),
    handlers,
    firstId: Date.now() * 1000,
  });
  const text = createSpeech(() => words);
  watchForBugs(text, () => void peer.ask.reload({}));
  const { words: first, subject } = await peer.ask.ready({});
  wear(first);
  const keep = (kept: unknown) => api.setState({ subject, kept });
  const kept = api.getState()?.kept;
  keep(kept);
  life = begin({ ask: peer.ask, text, subject, kept, keep });
  Object.assign(handlers, life.handlers);
  life.draw();
}

/** Whatever breaks, a sentence and a button stay. */
function watchForBugs(text: Text, reload: () => void): void {
  addEventListener('error', ({ message }) => brokenPage(text, message, reload));
  addEventListener('unhandledrejection', ({ reason }) =>
    brokenPage(text, reason instanceof Error ? reason.message : String(reason), reload),
  );
}
