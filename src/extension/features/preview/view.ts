import {
  PREVIEW_ACTIONS,
  reasonSaid,
  type PreviewAction,
  type PreviewEntry,
  type PreviewLevel,
} from '../../../model/preview/preview.ts';
import type { PreviewSummary } from '../../../protocol/preview.ts';
import { escapeMarkdown, type Icon, type ItemView } from '../../itemView.ts';
import type { PreviewNode } from '../../nodes.ts';
import type { Text } from '../../text.ts';

const ICONS: Readonly<Record<PreviewAction, Icon>> = {
  fetch: { codicon: 'cloud-download', color: 'charts.green' },
  alias: { own: 'alias' },
  skip: { codicon: 'circle-slash', color: 'descriptionForeground' },
  fail: { codicon: 'error', color: 'charts.red' },
  file: { codicon: 'file' },
};

/** Of a level only what there is. */
export const actionsOf = (counts: PreviewLevel): readonly PreviewAction[] =>
  PREVIEW_ACTIONS.filter(action => counts[action] > 0);

/** `home`: the only host that pages are asked of, which goes without saying; null where there are several. */
export function previewItem(node: PreviewNode, home: string | null, text: Text): ItemView {
  switch (node.kind) {
    case 'previewLevel':
      return levelItem(node.counts, text);
    case 'previewGroup':
      return groupItem(node, text);
    case 'previewMore': {
      const label = text.say('preview.tree.more', { count: text.number(node.left) });
      return {
        ...bare(`more ${JSON.stringify(node.group)}`, label),
        contextValue: 'previewMore',
        icon: { codicon: 'ellipsis' },
      };
    }
    case 'previewed':
      return entryItem(node, home, text);
  }
}

const bare = (id: string, label: string): ItemView => ({
  ...{ id, label, description: '', tooltip: '', icon: null, children: false, contextValue: '', accessibility: label },
});

type Previewed = Extract<PreviewNode, { kind: 'previewed' }>;

function levelItem(counts: PreviewLevel, text: Text): ItemView {
  const { level } = counts;
  const label = text.say(level === 0 ? 'preview.tree.input' : 'preview.tree.level', { level });
  const description = actionsOf(counts)
    .map(action => `${text.say(`preview.action.${action}`)} ${text.number(counts[action])}`)
    .join(' · ');
  return {
    ...bare(`level ${level}`, label),
    ...{ description, children: true, contextValue: 'previewLevel', accessibility: `${label}, ${description}` },
    icon: { codicon: 'layers' },
  };
}

function groupItem({ level, action, count }: Extract<PreviewNode, { kind: 'previewGroup' }>, text: Text): ItemView {
  const label = text.say(`preview.action.${action}`);
  return {
    ...bare(`group ${level} ${action}`, label.slice(0, 1).toLocaleUpperCase(text.language) + label.slice(1)),
    ...{ description: text.number(count), children: true, contextValue: 'previewGroup', icon: ICONS[action] },
    accessibility: `${label}, ${text.number(count)}`,
  };
}

function entryItem({ entry, at }: Previewed, home: string | null, text: Text): ItemView {
  const reason = saidReason(entry, text);
  const { uri, action, cause } = entry;
  const isWeb = /^https?:/.test(uri);
  return {
    ...bare(
      `${entry.level} ${action} ${at}`,
      home !== null && uri.startsWith(`${home}/`) ? uri.slice(home.length) : uri,
    ),
    description: reason,
    tooltip: tooltip(entry, reason, text),
    icon: ICONS[action],
    contextValue: ['previewed', ...(cause ? ['cause'] : []), ...(isWeb ? ['web'] : [])].join(' '),
    accessibility: [uri, text.say(`preview.action.${action}`), reason].filter(part => part !== '').join(', '),
  };
}

function saidReason(entry: PreviewEntry, text: Text): string {
  const said = reasonSaid(entry);
  return said ? text.say(said.key, said.params) : '';
}

function tooltip({ uri, action, foundOn, loaded, followsLinks }: PreviewEntry, reason: string, text: Text): string {
  const lines = [`**${escapeMarkdown(uri)}**`, text.say(`preview.action.${action}`)];
  if (reason) lines.push(escapeMarkdown(reason));
  if (foundOn !== null) lines.push(text.say('tree.foundOn', { uri: escapeMarkdown(foundOn) }));
  if (loaded) {
    const figures = { bytes: text.number(loaded.bytes), links: text.number(loaded.links) };
    lines.push(text.say('preview.tree.loaded', { ...figures, type: escapeMarkdown(loaded.contentType ?? '?') }));
    if (loaded.finalUri !== uri) lines.push(text.say('preview.tree.leads', { uri: escapeMarkdown(loaded.finalUri) }));
  } else if (action === 'fetch' && !followsLinks) lines.push(text.say('preview.tree.lastLevel'));
  return lines.join('\n\n');
}

export const homeOf = ({ hosts }: PreviewSummary): string | null =>
  hosts.length === 1 ? (hosts[0]?.origin ?? null) : null;

/** Above the rows: what was measured, and what a run is estimated to take. */
export function previewMessage(summary: PreviewSummary, filter: string, text: Text): string {
  const { measured, estimate, open, unlisted, isCancelled } = summary;
  const unknown = text.say('preview.unknown');
  const seconds = (value: number | null) => (value === null ? unknown : text.number(value));
  const lines = [
    text.say('preview.tree.measured', {
      requests: text.number(measured.requests),
      pages: text.number(measured.pages),
      seconds: text.number(Math.round(measured.durationMs / 100) / 10),
    }),
    text.say('preview.tree.estimate', {
      requests: text.number(estimate.requests),
      seconds: seconds(estimate.seconds),
      megabytes: estimate.bytes === null ? unknown : text.number(Math.round(estimate.bytes / 100_000) / 10),
    }),
  ];
  if (isCancelled) lines.push(text.say('preview.cancelled', { open: text.number(open) }));
  if (unlisted > 0) lines.push(text.say('preview.unlisted', { count: text.number(unlisted) }));
  if (filter !== '') lines.push(text.say('preview.tree.filtered', { text: filter }));
  return lines.join(' ');
}
