import { apiFaultNames } from './api/faultCatalogue.ts';
import { faultNames } from './site/faults.ts';

export const isPracticeSite = (port: number): Promise<boolean> => listsFaults(port, faultNames);
export const isPracticeApi = (port: number): Promise<boolean> => listsFaults(port, apiFaultNames);

/** Whether what listens there is a practice server of ours: no other server lists these faults. */
async function listsFaults(port: number, names: readonly string[]): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/_faults`, { signal: AbortSignal.timeout(1000) });
    const listed = await answer.text();
    return answer.ok && names.every(name => listed.includes(`"${name}"`));
  } catch {
    return false;
  }
}
