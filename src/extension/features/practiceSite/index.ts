import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';

/** The practice site runs in the engine process and ends with it. */
export function activate(guest: Guest): Pick<CommandHandlers, 'startPracticeSite' | 'stopPracticeSite'> {
  const on = (value: boolean) => guest.keys.set('ingestionWorkshop.practiceSite', value);
  guest.own(guest.engine.gone.listen(() => on(false)));
  return {
    startPracticeSite: async () => {
      const { url } = await guest.engine.ask.startPracticeSite({ port: guest.settings['practiceSite.port'].value });
      on(true);
      void offer(guest, url).catch(guest.notices.thrown);
    },
    stopPracticeSite: async () => {
      await guest.engine.ask.stopPracticeSite({});
      on(false);
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
