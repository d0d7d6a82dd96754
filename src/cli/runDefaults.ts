import { runDefaults } from '../model/runDefaults.ts';
import { version } from './version.ts';

/** `--help` shows the same values. */
export const RUN_DEFAULTS = runDefaults(version);
