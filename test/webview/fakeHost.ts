import en from '../../l10n/bundle.l10n.json';
import fr from '../../l10n/bundle.l10n.fr.json';
import { PAGES, SHELL_WORDS, type PageName } from '../../src/extension/pages.ts';
import { type Language } from '../../src/model/text.ts';
import type { PageState, PageVerbs, ShellVerbs, Words } from '../../src/protocol/page.ts';
import { createPeer, type Handlers, type Verbs } from '../../src/protocol/peer.ts';

/** What a page's host answers in a plain browser, and what the page is about: `?case=<name>` chooses, `plain` is the first. */
export interface Sample<Host extends Verbs> {
  readonly subject?: unknown;
  readonly handlers: Handlers<Host>;
}

export type Samples<Host extends Verbs> = Readonly<Record<'plain', () => Sample<Host>>> &
  Readonly<Record<string, () => Sample<Host>>>;

const query = new URLSearchParams(location.search);
const catalogues = { en, fr };

/** Stands in for VS Code: gives the page `acquireVsCodeApi`, and answers it through the real peer. */
export function serveFakeHost<Host extends Verbs>(page: PageName, samples: Samples<Host>): void {
  const name = query.get('case') ?? 'plain';
  const { handlers, subject = null } = (samples[name] ?? samples.plain)();
  const asked: unknown[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const memory = `${page} ${name}`;
  const api = {
    postMessage: (message: unknown) => {
      asked.push(message);
      queueMicrotask(() => hear(structuredClone(message)));
    },
    getState: (): PageState | undefined => JSON.parse(sessionStorage.getItem(memory) ?? 'null') ?? undefined,
    setState: (state: PageState) => sessionStorage.setItem(memory, JSON.stringify(state)),
  };
  const shell: Handlers<ShellVerbs> = {
    ready: () => ({ words: wordsOf(page, language()), subject }),
    reload: () => location.reload(),
    openPlace: ({ file, line, column }) => console.info(`host opens ${file}:${line}:${column}`),
    showLog: () => console.info('host shows its log'),
  };
  const peer = createPeer<PageVerbs, Host & ShellVerbs>({
    channel: {
      send: message => void dispatchEvent(new MessageEvent('message', { data: structuredClone(message) })),
      listen: onMessage => void (hear = onMessage),
    },
    // SAFETY: the sample's handlers and the shell's are together those of both.
    handlers: { ...handlers, ...shell } as Handlers<Host & ShellVerbs>,
    onDropped: ({ why, problem }) => console.error(`host leaves aside: ${why} ${JSON.stringify(problem)}`),
  });
  const speak = (to: Language) => peer.tell.words(wordsOf(page, to));
  Object.assign(globalThis, { acquireVsCodeApi: () => api, fakeHost: { asked, tell: peer.tell, speak } });
}

const language = (): Language => (query.get('lang') === 'en' ? 'en' : 'fr');

function wordsOf(page: PageName, to: Language): Words {
  const beginnings = [...SHELL_WORDS, ...PAGES[page].words];
  const wanted = Object.entries(catalogues[to]).filter(([key]) => beginnings.some(begin => key.startsWith(begin)));
  return { language: to, catalogue: Object.fromEntries(wanted), stage: query.has('stage') };
}
