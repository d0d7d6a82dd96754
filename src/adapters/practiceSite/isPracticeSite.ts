import { faultNames } from './faults.ts';

/** Whether what listens there is a practice site: no other server lists these faults. */
export async function isPracticeSite(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/_faults`, { signal: AbortSignal.timeout(1000) });
    const listed = await answer.text();
    return answer.ok && faultNames.every(name => listed.includes(`"${name}"`));
  } catch {
    return false;
  }
}
