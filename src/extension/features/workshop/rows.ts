import type { ToldOutline } from '../../../protocol/workshop.ts';
import type { WorkshopStepNode, WorkshopTreeNode } from '../../nodes.ts';
import { keyOf } from './followed.ts';

/** The row of the step that one is at, of the first workshop that can be read. */
export function rowHere(told: readonly ToldOutline[]): WorkshopStepNode | null {
  const found = told.find(({ outline }) => outline !== null && outline.current !== '');
  if (!found?.outline) return null;
  const { folder, workDir, workshop, outline } = found;
  return { kind: 'workshopStep', folder, workDir, workshop, step: outline.current };
}

/** What a row stands under; of one workshop alone the parts are at the top. */
export function parentOf(node: WorkshopTreeNode, told: readonly ToldOutline[]): WorkshopTreeNode | undefined {
  const { folder, workDir, workshop } = node;
  const place = { folder, workDir, workshop };
  if (node.kind === 'workshopStep') {
    const parts = told.find(one => keyOf(one) === keyOf(node))?.outline?.parts ?? [];
    const part = parts.find(({ steps }) => steps.some(({ id }) => id === node.step));
    return part && { ...place, kind: 'workshopPart', part: part.id };
  }
  return node.kind === 'workshopPart' && told.length > 1 ? { ...place, kind: 'workshop' } : undefined;
}
