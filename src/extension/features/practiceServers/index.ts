import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { createApiCommands } from './api.ts';
import { addressEntries, createServer, offer, openInBrowser, openMenu } from './server.ts';
import { SITE } from './serverKind.ts';

type SiteCommands = 'startPracticeSite' | 'stopPracticeSite' | 'practiceSiteMenu';
type ApiCommands = 'startPracticeApi' | 'stopPracticeApi' | 'practiceApiMenu' | 'practiceApiFaults';

export function activate(guest: Guest): Pick<CommandHandlers, SiteCommands | ApiCommands> {
  return { ...createSiteCommands(guest), ...createApiCommands(guest) };
}

function createSiteCommands(guest: Guest): Pick<CommandHandlers, SiteCommands> {
  const { text, engine, call } = guest;
  const site = createServer(guest, SITE, {
    start: (port, again) => engine.ask.startPracticeSite({ port, again }),
    stop: () => engine.ask.stopPracticeSite({}),
  });
  return {
    startPracticeSite: async how => {
      const { url, own } = await site.start();
      if (how === 'quietly') return;
      void offer(text.say(own ? 'site.started' : 'site.elsewhere', { url }), [
        { label: text.say('action.openBrowser'), act: () => openInBrowser(url) },
        { label: text.say('action.newInput'), act: () => call('newInput') },
      ]).catch(guest.notices.thrown);
    },
    stopPracticeSite: site.stop,
    practiceSiteMenu: () => {
      const served = site.served();
      return (
        served &&
        openMenu(text.say('site.sign', { url: served.url }), [
          ...addressEntries(guest, served.url),
          { label: `$(vm-outline) ${text.say('action.stopSite')}`, act: () => call('stopPracticeSite') },
        ])
      );
    },
  };
}
