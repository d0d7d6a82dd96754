import { ACTIVITY_FILE, anyView, title, type CommandEntry } from './commandEntry.ts';

/** Commands about a learner's own activities. */
export const activityCommands = {
  newActivity: {
    icon: '$(new-file)',
    runs: true,
    places: [title(anyView, '1_input@4')],
  },
  tryActivity: {
    icon: '$(play)',
    runs: true,
    places: [
      { menu: 'editor/title', when: ACTIVITY_FILE, group: 'navigation@1' },
      { menu: 'explorer/context', when: ACTIVITY_FILE, group: '7_ingestionWorkshop@1' },
    ],
  },
  debugActivity: {
    icon: '$(debug-alt)',
    runs: true,
    places: [
      { menu: 'editor/title', when: ACTIVITY_FILE, group: 'navigation@2' },
      { menu: 'explorer/context', when: ACTIVITY_FILE, group: '7_ingestionWorkshop@2' },
    ],
  },
  useActivity: {
    icon: '$(file-symlink-file)',
    runs: true,
    places: [
      { menu: 'editor/title', when: ACTIVITY_FILE, group: '1_ingestionWorkshop@1' },
      { menu: 'explorer/context', when: ACTIVITY_FILE, group: '7_ingestionWorkshop@3' },
    ],
  },
} as const satisfies Record<string, CommandEntry>;
