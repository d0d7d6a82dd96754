import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TemporalStatus } from '../../../protocol/temporal.ts';
import type { Guest } from '../../guest.ts';
import type { TemporalLink } from './link.ts';

/** A server that is there answers sooner. */
const PATIENCE_MS = 1000;

/** One that takes what it is sent and says nothing is waited for up to ten seconds: that is told, and can be given up. */
export async function connectVisibly({ text, settings }: Guest, link: TemporalLink): Promise<TemporalStatus> {
  const connecting = link.connect();
  const soon = await Promise.race([connecting, wait(PATIENCE_MS)]);
  if (soon) return soon;
  const title = text.say('temporal.connecting', { address: settings['temporal.address'].value });
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (_progress, token) => {
    const givenUp = new Promise<TemporalStatus>((resolve, reject) => {
      token.onCancellationRequested(() => void link.disconnect().then(() => resolve(link.status()), reject));
    });
    return Promise.race([connecting, givenUp]);
  });
}
