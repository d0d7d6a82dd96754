// One Runtime a thread: test files share it, and a second `install` throws. Workers say nothing that a test does not ask.
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

const logging = { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) };
export const quiet = new DefaultLogger('ERROR', () => undefined);
let installed = false;

export function installRuntime(): void {
  if (!installed) Runtime.install({ logger: quiet, telemetryOptions: { logging } });
  installed = true;
}
