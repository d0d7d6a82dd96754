import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { createSiteSign } from './sign.ts';

type Given = 'startPracticeSite' | 'stopPracticeSite' | 'practiceSiteMenu';

/**
 * The practice site runs in the engine process and ends with it; who pulls the plug pulls it from the engine only. While
 * it runs, the status bar says so.
 */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  const sign = createSiteSign(guest);
  let address: string | null = null;
  const on = (url: string | null) => {
    address = url;
    sign.show(url);
    guest.keys.set('ingestionWorkshop.practiceSite', url !== null);
  };
  const start = async (port: number) => {
    const served = await guest.engine.ask.startPracticeSite({ port });
    if (served.own) on(served.url);
    return served;
  };
  guest.own(
    sign,
    guest.engine.gone.listen(({ code }) => {
      const last = address;
      on(null);
      // At its address: the pages of a run that is resumed are still there.
      if (last !== null && code === 'plug_pulled') start(Number(new URL(last).port)).catch(guest.notices.thrown);
    }),
  );
  return {
    startPracticeSite: async () => {
      const { url, own } = await start(guest.settings['practiceSite.port'].value);
      void offer(guest, url, own ? 'site.started' : 'site.elsewhere').catch(guest.notices.thrown);
    },
    stopPracticeSite: async () => {
      await guest.engine.ask.stopPracticeSite({});
      on(null);
      void vscode.window.showInformationMessage(guest.text.say('site.stopped'));
    },
    practiceSiteMenu: () => address && openMenu(guest, address),
  };
}

async function offer({ text, call }: Guest, url: string, sentence: string): Promise<void> {
  const [open, input] = [text.say('action.openBrowser'), text.say('action.newInput')];
  const chosen = await vscode.window.showInformationMessage(text.say(sentence, { url }), open, input);
  if (chosen === open) await openInBrowser(url);
  if (chosen === input) await call('newInput');
}

async function openMenu({ text, call }: Guest, url: string): Promise<void> {
  const entries = [
    { label: `$(link-external) ${text.say('action.openBrowser')}`, act: () => openInBrowser(url) },
    { label: `$(copy) ${text.say('action.copyAddress')}`, act: () => vscode.env.clipboard.writeText(url) },
    { label: `$(vm-outline) ${text.say('action.stopSite')}`, act: () => call('stopPracticeSite') },
  ];
  const title = text.say('site.sign', { url });
  await (await vscode.window.showQuickPick(entries, { title, placeHolder: title }))?.act();
}

const openInBrowser = (url: string): Thenable<boolean> => vscode.env.openExternal(vscode.Uri.parse(url));
