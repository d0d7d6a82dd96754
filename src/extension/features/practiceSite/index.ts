import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';

/** The practice site runs in the engine process and ends with it; who pulls the plug pulls it from the engine only. */
export function activate(guest: Guest): Pick<CommandHandlers, 'startPracticeSite' | 'stopPracticeSite'> {
  let port: number | null = null;
  const on = (url: string | null) => {
    port = url === null ? null : Number(new URL(url).port);
    guest.keys.set('ingestionWorkshop.practiceSite', url !== null);
  };
  const start = async (wanted: number) => {
    const { url } = await guest.engine.ask.startPracticeSite({ port: wanted });
    on(url);
    return url;
  };
  guest.own(
    guest.engine.gone.listen(({ code }) => {
      const last = port;
      on(null);
      // At its address: the pages of a run that is resumed are still there.
      if (last !== null && code === 'plug_pulled') start(last).catch(guest.notices.thrown);
    }),
  );
  return {
    startPracticeSite: async () => {
      const url = await start(guest.settings['practiceSite.port'].value);
      void offer(guest, url).catch(guest.notices.thrown);
    },
    stopPracticeSite: async () => {
      await guest.engine.ask.stopPracticeSite({});
      on(null);
      void vscode.window.showInformationMessage(guest.text.say('site.stopped'));
    },
  };
}

async function offer({ text, call }: Guest, url: string): Promise<void> {
  const [open, input] = [text.say('action.openBrowser'), text.say('action.newInput')];
  const chosen = await vscode.window.showInformationMessage(text.say('site.started', { url }), open, input);
  if (chosen === open) await vscode.env.openExternal(vscode.Uri.parse(url));
  if (chosen === input) await call('newInput');
}
