// What a window starts with. code-server keeps user settings in <server-data-dir>/data/User/settings.json (not in the
// browser's IndexedDB as VS Code for the Web does), so writing that file before the start is enough.

/** Names as `workbench.colorTheme` wants them; dark and light are the ones a new VS Code 1.139 starts with. */
export const THEMES = {
  dark: 'Dark 2026',
  light: 'Light 2026',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
};

const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  // The Chat side bar takes half the window otherwise; a suite about language-model tools sets it back to false.
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'always',
  'window.restoreWindows': 'none',
};

export function settingsFor({ theme = 'dark', userSettings = {} }) {
  const name = THEMES[theme];
  if (name === undefined) throw new Error(`no theme "${theme}": one of ${Object.keys(THEMES).join(', ')}`);
  return { ...QUIET, 'workbench.colorTheme': name, ...userSettings };
}
