import type { ServerAction } from './answerAction.ts';
import { type FaultBoard, type FaultSetting } from './faultBoard.ts';

/** `GET /_faults` lists; `POST /_faults {"name", "times", "path"?, "amount"?}` switches. */
export const createFaultSwitch = (board: FaultBoard): ServerAction => ({
  read: () => ({ faults: board.list() }),
  act: body => {
    const { name, times, setting } = checkSwitch(body);
    board.set(name, times, setting);
    return { faults: board.list() };
  },
  hint: () => ({ names: board.list().map(({ name }) => name) }),
});

function checkSwitch(body: unknown): { name: string; times: number; setting: FaultSetting } {
  if (typeof body !== 'object' || body === null) throw new RangeError('Send {"name": "...", "times": 1}.');
  const { name, times = 1, path, amount } = body as Record<string, unknown>; // SAFETY: an object, and each field is checked below.
  if (typeof name !== 'string') throw new RangeError('"name" must be the name of a fault.');
  if (typeof times !== 'number') throw new RangeError('"times" must be a whole number from 0');
  if (path !== undefined && typeof path !== 'string') throw new RangeError('"path" must be a path of this server.');
  if (amount !== undefined && typeof amount !== 'number')
    throw new RangeError('"amount" must be a whole number from 0');
  return { name, times, setting: { path, amount } };
}
