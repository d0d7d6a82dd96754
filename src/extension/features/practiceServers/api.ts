import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { chooseFaults } from './chooseFaults.ts';
import { addressEntries, createServer, offer, openMenu, type MenuEntry } from './server.ts';
import { API } from './serverKind.ts';

type Given = 'startPracticeApi' | 'stopPracticeApi' | 'practiceApiMenu' | 'practiceApiFaults';

/** Enough to see in every kind of incremental load, few enough to look at. */
const CHANGES = { insert: 3, update: 10, delete: 1 };

export function createApiCommands(guest: Guest): Pick<CommandHandlers, Given> {
  const { text, engine, call } = guest;
  const api = createServer(guest, API, {
    start: (port, again) => engine.ask.startPracticeApi({ port, again }),
    stop: () => engine.ask.stopPracticeApi({}),
  });
  return {
    startPracticeApi: async () => {
      const { url, own } = await api.start();
      const faults = { label: text.say('practiceApi.faults'), act: () => call('practiceApiFaults') };
      void offer(text.say(own ? 'practiceApi.started' : 'practiceApi.elsewhere', { url }), [
        { label: text.say('newApi.title'), act: () => ingest(guest, url) },
        ...(own ? [faults] : []),
      ]).catch(guest.notices.thrown);
    },
    stopPracticeApi: api.stop,
    practiceApiFaults: () => chooseFaults(guest),
    practiceApiMenu: () => {
      const served = api.served();
      return served && openMenu(text.say('practiceApi.sign', { url: served.url }), menuOf(guest, served));
    },
  };
}

function menuOf(guest: Guest, { url, token }: { url: string; token: string | null }): readonly MenuEntry[] {
  const { text, call } = guest;
  return [
    { label: `$(new-file) ${text.say('newApi.title')}`, act: () => ingest(guest, url) },
    ...addressEntries(guest, url),
    { label: `$(key) ${text.say('practiceApi.copyToken')}`, act: () => vscode.env.clipboard.writeText(token ?? '') },
    { label: `$(flame) ${text.say('practiceApi.faults')}`, act: () => call('practiceApiFaults') },
    { label: `$(edit) ${text.say('practiceApi.change')}`, act: () => changeRows(guest) },
    { label: `$(vm-outline) ${text.say('practiceApi.stop')}`, act: () => call('stopPracticeApi') },
  ];
}

/** The list that the walk through it begins with. */
const ingest = ({ call }: Guest, url: string) => call('newApiIngestion', undefined, new URL('events/page', url).href);

async function changeRows({ text, engine }: Guest): Promise<void> {
  const { inserted, updated, deleted } = await engine.ask.changePracticeApi(CHANGES);
  const counts = { inserted: inserted.length, updated: updated.length, deleted: deleted.length };
  void vscode.window.showInformationMessage(text.say('practiceApi.changed', counts));
}
