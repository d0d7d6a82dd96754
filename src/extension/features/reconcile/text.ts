import type { ReconcileAnswer } from '../../../protocol/engine.ts';
import type { Text } from '../../text.ts';

export const countOf = ({ missing, orphaned, stale }: ReconcileAnswer): number => missing + orphaned + stale;

/** What is not in order, some of it by name, and what a repair would do. */
export function findingsText(found: ReconcileAnswer, text: Text): string {
  const kinds = (['missing', 'stale', 'orphaned'] as const).filter(kind => found[kind] > 0);
  const more = countOf(found) - found.samples.length;
  return [
    ...kinds.map(kind => text.say(`reconcile.${kind}`, { count: text.number(found[kind]) })),
    '',
    ...found.samples.map(
      ({ uri, reason, chunks }) => `${uri}\n${text.say(`reconcile.reason.${reason}`, { chunks: text.number(chunks) })}`,
    ),
    ...(more > 0 ? [text.say('reconcile.more', { count: text.number(more) })] : []),
    '',
    text.say('reconcile.others'),
  ].join('\n');
}
