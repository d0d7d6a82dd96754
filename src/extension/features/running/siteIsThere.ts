import * as vscode from 'vscode';
import type { IngestRequest } from '../../../protocol/ingestRequest.ts';
import type { Guest } from '../../guest.ts';

/**
 * Each page of a practice site that nobody started would fail after five attempts: it is offered before. False: the run
 * is not to be started.
 */
export async function siteIsThere({ engine, settings, text, call }: Guest, request: IngestRequest): Promise<boolean> {
  const port = settings['practiceSite.port'].value;
  // What cannot be run is refused by the run itself, in one voice.
  const count = () => engine.ask.unservedPages({ ...request, port }).catch(() => 0);
  const pages = port === 0 ? 0 : await count();
  if (pages === 0) return true;
  const [start, anyway] = [text.say('site.start'), text.say('site.runAnyway')];
  const url = `http://127.0.0.1:${port}/`;
  const options = {
    modal: true,
    detail: text.say('site.absentDetail', { sources: text.count('unit.source', pages), url }),
  };
  const chosen = await vscode.window.showWarningMessage(text.say('site.absent'), options, start, anyway);
  if (chosen !== start) return chosen === anyway;
  await call('startPracticeSite', 'quietly');
  // Where it could not be started that was told.
  return (await count()) === 0;
}
