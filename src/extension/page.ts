import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { toProblem } from '../model/problem.ts';
import { webviewChannel } from '../protocol/channel.ts';
import type { PageVerbs, ShellVerbs, Words } from '../protocol/page.ts';
import { createPeer, type Handlers, type Tells, type Verbs } from '../protocol/peer.ts';
import type { Guest } from './guest.ts';
import { openPlace } from './openPlace.ts';
import { pageHtml } from './pageHtml.ts';
import { PAGES, SHELL_WORDS, type PageName } from './pages.ts';
import type { Disposable } from './signal.ts';

export interface PageOptions<Host extends Verbs> {
  readonly guest: Guest;
  readonly page: PageName;
  /** Of a panel or of a view: here they are the same. */
  readonly webview: vscode.Webview;
  readonly title: string;
  /** What tells this page from others of its kind: comes back with a restored tab. */
  readonly subject?: unknown;
  readonly handlers: Handlers<Host>;
}

export interface LivePage<Told extends Verbs> extends Disposable {
  readonly tell: Tells<Told>;
}

/** Puts a page into a webview and answers it until it is disposed. */
export function showPage<Host extends Verbs, Told extends Verbs>(options: PageOptions<Host>): LivePage<Told> {
  const { guest, page, webview, title } = options;
  const folder = vscode.Uri.joinPath(guest.context.extensionUri, 'dist', 'webview');
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [folder] };

  const load = () => {
    webview.html = pageHtml({
      ...{ language: guest.text.language, stage: isStage(guest, page), title, source: webview.cspSource },
      ...{ script: address(`${page}.js`), style: address(`${page}.css`), nonce: randomBytes(16).toString('base64') },
    });
  };
  const shell: Handlers<ShellVerbs> = {
    ready: () => ({ words: wordsOf(guest, page), subject: options.subject ?? null }),
    reload: load,
    openPlace: place => openPlace(place, true),
    showLog: () => guest.log.show(),
  };
  const peer = createPeer<Told & PageVerbs, Host & ShellVerbs>({
    channel: webviewChannel(webview),
    // SAFETY: the shell's handlers and the page's own are together those of both.
    handlers: { ...logged(options.handlers, guest), ...shell } as Handlers<Host & ShellVerbs>,
    onDropped: ({ why, problem }) => guest.log.warn(`page ${page}: ${why} ${JSON.stringify(problem ?? '')}`),
  });
  // SAFETY: the peer tells what both contracts have; TypeScript cannot see through `Told & PageVerbs` while Told is open.
  const tell = peer.tell as Tells<Told> & Tells<PageVerbs>;
  const speak = () => tell.words(wordsOf(guest, page));
  const speaking = [guest.settings.language.listen(speak), guest.stageMode.changed.listen(speak)];
  load();
  return {
    tell,
    dispose: () => {
      speaking.forEach(one => one.dispose());
      peer.close();
    },
  };
}

const wordsOf = (guest: Guest, page: PageName): Words => ({
  language: guest.text.language,
  catalogue: guest.text.part([...SHELL_WORDS, ...PAGES[page].words]),
  stage: isStage(guest, page),
});

/** What a room looks at is a step; what it opens is for those who sit near. */
const isStage = ({ stageMode }: Guest, page: PageName): boolean => page === 'step' && stageMode.isOn();

/** The page shows what went wrong; a bug of ours also belongs in the log, with its stack. */
function logged<Host extends Verbs>(handlers: Handlers<Host>, { log }: Guest): Handlers<Host> {
  const wrapped = Object.entries(handlers).map(([verb, handler]) => [
    verb,
    async (params: never) => {
      try {
        return await handler(params);
      } catch (error) {
        if (toProblem(error).kind === 'system') log.error(error instanceof Error ? error : String(error));
        throw error;
      }
    },
  ]);
  // SAFETY: the same names, each with its own handler inside.
  return Object.fromEntries(wrapped) as Handlers<Host>;
}
