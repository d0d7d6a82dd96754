import { fail, toProblem } from '../../../model/problem.ts';
import type { TemporalPlace } from '../../../model/temporal/place.ts';
import type { TemporalStatus } from '../../../protocol/temporal.ts';
import type { Guest } from '../../guest.ts';
import { createSignal, type Listenable } from '../../signal.ts';
import { TEMPORAL_KEY, windowsServer } from '../../windowsServer.ts';
import { IN_USE } from './inUse.ts';

/** How this window stands to its server. */
export interface TemporalLink {
  status(): TemporalStatus;
  readonly changed: Listenable<TemporalStatus>;
  place(): Promise<TemporalPlace>;
  /** Answers when the first attempt is over; what is away is tried again by the engine process. */
  connect(): Promise<TemporalStatus>;
  disconnect(): Promise<void>;
}

/** An engine process that ended twice within this time is not connected again by itself. */
const CALM_MS = 10_000;

/** All work folders of a window have one server: its settings say which. */
export function createLink(guest: Guest): TemporalLink {
  const { context, settings, engine, folders, keys, notices, own } = guest;
  const changed = createSignal<TemporalStatus>();
  let status: TemporalStatus = { state: 'off' };
  let connectedAt = -Infinity;
  let attempts = 0;
  const isWanted = () => status.state !== 'off';
  const take = (now: TemporalStatus) => {
    status = now;
    keys.set('ingestionWorkshop.temporal', isWanted());
    changed.fire(now);
  };
  const place = () => windowsServer(guest);

  async function connect(): Promise<TemporalStatus> {
    const all = folders.all();
    if (all.length === 0) throw fail('usage', 'no_folder');
    connectedAt = Date.now();
    const mine = (attempts += 1);
    // Of one that was given up nothing is told, whenever its answer comes.
    const isMine = () => mine === attempts && isWanted();
    take({ state: 'connecting' });
    void context.workspaceState.update(IN_USE, true);
    try {
      const server = await place();
      for (const workDir of all) {
        await folders.followNow(workDir);
        const told = await engine.ask.useTemporal({ workDir, place: server });
        if (isMine()) take(told);
      }
    } catch (error) {
      if (isMine()) take({ state: 'away', problem: toProblem(error) });
    }
    return status;
  }

  const again = () => void (isWanted() && connect().catch(notices.thrown));
  own(
    guest.temporalChanged.listen(({ status: told }) => isWanted() && take(told)),
    engine.gone.listen(() => Date.now() - connectedAt > CALM_MS && again()),
    context.secrets.onDidChange(({ key }) => key === TEMPORAL_KEY && again()),
    ...(['address', 'namespace', 'taskQueue', 'tls', 'tlsCa', 'tlsCert', 'tlsKey'] as const).map(name =>
      settings[`temporal.${name}`].listen(again),
    ),
  );
  return {
    ...{ changed, place, connect },
    status: () => status,
    async disconnect() {
      attempts += 1;
      take({ state: 'off' });
      void context.workspaceState.update(IN_USE, undefined);
      for (const workDir of folders.all()) await engine.ask.useTemporal({ workDir, place: null });
    },
  };
}
