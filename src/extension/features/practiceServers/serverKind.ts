import type { CommandName } from '../../commands.ts';
import type { ContextKey } from '../../contextKeys.ts';
import { API_BAR_ITEM, SITE_BAR_ITEM } from '../../views.ts';

/** What tells one practice server from the other in the window. */
export interface ServerKind {
  /** Its sentences: `<words>.started` … */
  readonly words: 'site' | 'practiceApi';
  readonly port: 'practiceSite.port' | 'practiceApi.port';
  /** True while this window serves it. */
  readonly key: ContextKey & ('ingestionWorkshop.practiceSite' | 'ingestionWorkshop.practiceApi');
  readonly barItem: string;
  readonly icon: string;
  readonly menu: CommandName;
  readonly startWith: CommandName & ('startPracticeSite' | 'startPracticeApi');
}

export const SITE: ServerKind = {
  words: 'site',
  port: 'practiceSite.port',
  key: 'ingestionWorkshop.practiceSite',
  barItem: SITE_BAR_ITEM,
  icon: 'vm-running',
  menu: 'practiceSiteMenu',
  startWith: 'startPracticeSite',
};

export const API: ServerKind = {
  words: 'practiceApi',
  port: 'practiceApi.port',
  key: 'ingestionWorkshop.practiceApi',
  barItem: API_BAR_ITEM,
  icon: 'server-process',
  menu: 'practiceApiMenu',
  startWith: 'startPracticeApi',
};
