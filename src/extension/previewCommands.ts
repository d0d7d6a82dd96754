import { inPreview, inputEditor, inSources, INPUT_FILE, item, title, type CommandEntry } from './commandEntry.ts';

/** Commands that show what a run would fetch, before it. */
export const previewCommands = {
  previewCrawl: {
    icon: '$(telescope)',
    runs: true,
    places: [
      { menu: 'editor/title', when: inputEditor, group: 'navigation@2' },
      { menu: 'explorer/context', when: INPUT_FILE, group: '7_ingestionWorkshop@2' },
      title(inSources, '1_input@3'),
      title(inPreview, 'navigation@3'),
    ],
  },
  runPreviewed: {
    icon: '$(play)',
    runs: true,
    palette: 'hidden',
    places: [title(inPreview, 'navigation@1')],
  },
  filterPreview: {
    icon: '$(filter)',
    enablement: 'ingestionWorkshop.hasPreview',
    places: [title(inPreview, 'navigation@2')],
  },
  exportPreview: {
    icon: '$(export)',
    enablement: 'ingestionWorkshop.hasPreview',
    places: [title(inPreview, '1_preview@1')],
  },
  closePreview: {
    icon: '$(close)',
    enablement: 'ingestionWorkshop.hasPreview',
    places: [title(inPreview, '1_preview@2')],
  },
  openPreviewCause: {
    icon: '$(go-to-file)',
    enablement: 'ingestionWorkshop.hasPreview',
    palette: 'hidden',
    places: [
      item(`${inPreview} && viewItem =~ /\\bcause\\b/`, 'inline@1'),
      item(`${inPreview} && viewItem =~ /\\bcause\\b/`, '1_open@1'),
    ],
  },
  openPreviewPage: {
    icon: '$(link-external)',
    enablement: 'ingestionWorkshop.hasPreview',
    palette: 'hidden',
    places: [item(`${inPreview} && viewItem =~ /\\bweb\\b/`, '1_open@2')],
  },
  copyPreviewAddress: {
    icon: '$(copy)',
    enablement: 'ingestionWorkshop.hasPreview',
    palette: 'hidden',
    places: [item(`${inPreview} && viewItem =~ /^previewed/`, '2_copy@1')],
  },
  morePreviewed: { enablement: 'ingestionWorkshop.hasPreview', palette: 'hidden', places: [] },
} as const satisfies Record<string, CommandEntry>;
