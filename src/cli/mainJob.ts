import { dirname } from 'node:path';
import type { Outcome, RunResult, WorkFolder } from '../engine/workFolder.ts';
import { DEFAULT_COLLECTION } from '../model/collection.ts';
import { toProblem } from '../model/problem.ts';
import { errorText, reasonSentence } from './describe.ts';
import type { Engine } from './engine.ts';
import { followRun } from './followRun.ts';
import { openPracticeSite, USUAL_PORT, type Site } from './practiceServer.ts';
import { createReporter } from './report.ts';
import { RUN_DEFAULTS } from './runDefaults.ts';
import type { Session } from './session.ts';
import { chooseTexts, duration, figure } from './texts.ts';
import { inNamedFolder, shownPath } from './workFolder.ts';
import { hitText } from './hitText.ts';
import type { World } from './world.ts';

/** Links of the practice site that lead nowhere, on purpose: they show what an error looks like. */
const DEAD_LINKS = ['/vie-pratique/mediateur-voyageurs', '/magazine/exposition-omnibus-1876'];

/** French, as the site's pages are: the index works on their words. */
const QUESTION = 'Combien coûte le Pass Jeune ?';
const PASSAGES = 3;

/** `npm start`: the whole job on the practice site, told step by step. Exit 1 when anything but the dead links failed. */
export async function runMainJob(world: World, engine: Engine): Promise<number> {
  const session = await openSession(world, engine);
  try {
    return await inNamedFolder(WORK_DIR, session, folder => doMainJob(folder, session));
  } catch (thrown) {
    session.report.settle();
    world.stderr.write(`${errorText(session.texts.human, toProblem(thrown))}\n`);
    return 1;
  }
}

const WORK_DIR = '.ingestion-workshop';

async function openSession(world: World, engine: Engine): Promise<Session> {
  const texts = await chooseTexts(world.env);
  const report = createReporter(world, { level: 'warn', quiet: false, texts });
  return { ...world, engine, texts, report, json: false };
}

async function doMainJob(folder: WorkFolder, session: Session): Promise<number> {
  const tell = teller(session);
  const site = await serveSite(folder, session);
  try {
    tell('start.site', { url: site.url });
    const result = await ingestSite(folder, site, session);
    const unexpected = tellResult(result, session);
    const found = await ask(folder, site, session);
    tellPlaces(result, folder, session);
    const good = result.status === 'success' || result.status === 'partial';
    return good && unexpected === 0 && found > 0 ? 0 : 1;
  } finally {
    await site.close();
  }
}

type Tell = (key: string, params?: Readonly<Record<string, string | number>>) => void;

const teller =
  ({ stdout, texts, report }: Session): Tell =>
  (key, params) => {
    report.settle();
    stdout.write(`${texts.human.say(key, params)}\n`);
  };

/** On the port that the shipped input names, else on last time's: the same addresses, so that nothing is twice in the index. */
async function serveSite(folder: WorkFolder, session: Session): Promise<Site> {
  for (const port of [USUAL_PORT, await lastPort(folder)]) {
    const site = await openUnlessTaken(port, session);
    if (site) return site;
  }
  return openPracticeSite(session, { host: '127.0.0.1', port: 0 });
}

const openUnlessTaken = (port: number, session: Session): Promise<Site | undefined> =>
  openPracticeSite(session, { host: '127.0.0.1', port }).catch((error: unknown) => {
    if (['port_in_use', 'port_refused'].includes(toProblem(error).code)) return undefined;
    throw error;
  });

async function lastPort(folder: WorkFolder): Promise<number> {
  const [last] = await folder.runs();
  if (last === undefined) return 0;
  const { started } = await folder.history(last.runId);
  const uri = started.workflowType === 'IngestionWorkflow' ? started.input.sources[0]?.uri : undefined;
  const url = uri !== undefined && URL.canParse(uri) ? new URL(uri) : undefined;
  return url?.hostname === '127.0.0.1' ? Number(url.port) : 0;
}

function ingestSite(folder: WorkFolder, site: Site, session: Session): Promise<RunResult> {
  const source = { uri: site.url, max_depth: 3, options: { crawling_url_startswith: [site.url] } };
  return folder.ingest({
    input: { sources: [source] },
    options: { ...RUN_DEFAULTS, inputFile: null, currentFolder: session.cwd },
    headers: {},
    signal: session.signal,
    onChange: followRun(session),
  });
}

/** Tells how the Sources ended; gives how many failed that should not have. */
function tellResult({ counts, chunks, outcomes, reused, durationMs }: RunResult, session: Session): number {
  const { human } = session.texts;
  const tell = teller(session);
  const shown = (value: number): string => figure(value, human.language);
  const figures = { ...counts, chunks, reused };
  const params = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, shown(value)]));
  tell('start.done', { ...params, time: duration(durationMs, human.language) });
  if (reused > 0) tell('start.reused', params);
  const failed = outcomes.filter(outcome => outcome.status === 'ERROR');
  for (const outcome of failed)
    tell(isDeadLink(outcome) ? 'start.expected' : 'start.unexpected', {
      uri: outcome.uri,
      reason: outcome.reason ? reasonSentence(human, outcome.uri, outcome.reason, outcome.attempts) : '',
    });
  return failed.filter(outcome => !isDeadLink(outcome)).length;
}

const isDeadLink = ({ uri }: Outcome): boolean => URL.canParse(uri) && DEAD_LINKS.includes(new URL(uri).pathname);

/** Passages of this site only: an earlier start may have served it on another port. */
async function ask(folder: WorkFolder, site: Site, session: Session): Promise<number> {
  const { human } = session.texts;
  const { results, durationMs } = await folder.search({ question: QUESTION, collection: DEFAULT_COLLECTION, k: 100 });
  const ours = results.filter(hit => hit.uri.startsWith(site.url)).slice(0, PASSAGES);
  teller(session)('start.question', { question: QUESTION, time: duration(durationMs, human.language) });
  session.stdout.write(`${ours.map((hit, at) => hitText(human, hit, at + 1)).join('\n\n')}\n`);
  return ours.length;
}

function tellPlaces(result: RunResult, folder: WorkFolder, session: Session): void {
  const path = (name: string): string => shownPath(session, folder.workDir, name);
  const run = dirname(result.journal);
  teller(session)('start.places', {
    journal: path(result.journal),
    pages: path(`${run}/scraping`),
    markdown: path(`${run}/conversion`),
    chunks: path(`${run}/chunking`),
    index: path('index.sqlite'),
  });
}
