import path from 'node:path';
import { isInside } from '../../pathInside.ts';

/** A configuration that n8n is to run. Paths are absolute and this machine's. */
export interface N8nSubject {
  /** The command `ingestion-workshop`, as terminals have it. */
  readonly shim: string;
  readonly extension: string;
  readonly workspace: string;
  readonly workDir: string;
  readonly config: string;
  readonly outputDir: string;
  readonly baseUrl: string;
  /** The configuration names the days; else the flow does. */
  readonly hasDays: boolean;
  readonly practicePort: number;
}

export interface N8nLines {
  readonly here: Commands;
  readonly container: Commands;
  /** Starts n8n with what the container's commands name. */
  readonly docker: string;
  /** The API is on this machine, which a container sees under another name: hence another folder, too. */
  readonly away: { readonly baseUrl: string; readonly outputDir: string } | null;
  /** Serves the practice API to a container; null when it is another one. */
  readonly practiceApi: string | null;
}

/** For Execute Command, whose shell is POSIX. */
interface Commands {
  /** What the flows that we ship call `cli`. */
  readonly cli: string;
  readonly ingest: string;
  readonly validate: string;
}

type Options = readonly (readonly [name: string, value: string])[];

const MACHINE = 'host.docker.internal';
const TOKEN = 'INGESTION_WORKSHOP_TOKEN';
const PROGRAM = '/opt/ingestion-workshop';
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

const N8N_IMAGE = 'n8nio/n8n:2.39.10';

export function n8nLines(subject: N8nSubject): N8nLines {
  const { shim, extension, config, outputDir, workDir, hasDays } = subject;
  const mounts = mountsOf(subject);
  const inside = (file: string): string => insideOf(mounts, file);
  const address = awayFrom(subject.baseUrl);
  const away = address === null ? null : { baseUrl: address, outputDir: `${inside(outputDir)}-container` };
  const isPractice = address !== null && new URL(address).port === String(subject.practicePort);
  const more: Options = [
    ...(away === null ? [] : ([['base-url', away.baseUrl]] as const)),
    ...(isPractice ? ([['header', `Authorization: env:${TOKEN}`]] as const) : []),
  ];
  const there = { config: inside(config), outputDir: away?.outputDir ?? inside(outputDir), workDir: inside(workDir) };
  return {
    here: commands(quoted(shim), { config, outputDir, workDir, hasDays, more: [] }),
    container: commands(`node ${PROGRAM}/dist/cli.js`, { ...there, hasDays, more }),
    docker: dockerLine([{ from: extension, to: `${PROGRAM}:ro` }, ...mounts], { isAway: away !== null, isPractice }),
    away,
    practiceApi: isPractice ? `${quoted(shim)} practice-api --host 0.0.0.0 --port ${subject.practicePort}` : null,
  };
}

interface Asked extends Pick<N8nSubject, 'config' | 'outputDir' | 'workDir' | 'hasDays'> {
  readonly more: Options;
}

/**
 * Exit 1 counts as done, because n8n throws stdout, where the reason is, away on any other exit than 0. A line that takes
 * its days from the item before it is an expression to n8n: `=` in front.
 */
function commands(cli: string, { config, outputDir, workDir, hasDays, more }: Asked): Commands {
  const days = ['start', 'end'].map(end => ` --${end}-date '{{ $json.${end}_date }}'`).join('');
  const options: Options = [['config', config], ['output-dir', outputDir], ['work-dir', workDir], ...more];
  const line = (verb: string, given: Options, rest = ''): string =>
    `${cli} ${verb} --json ${given.map(([name, value]) => `--${name} ${quoted(value)}`).join(' ')}${rest} || [ $? -eq 1 ]`;
  const ingest = line('ingest-api', options, hasDays ? '' : days);
  return { cli, ingest: hasDays ? ingest : `=${ingest}`, validate: line('validate-data', [['input-file', outputDir]]) };
}

interface Mount {
  readonly from: string;
  readonly to: string;
}

/** The workspace, and each folder of the configuration's that lies elsewhere. */
function mountsOf({ workspace, config, outputDir, workDir }: N8nSubject): readonly Mount[] {
  const mounts: Mount[] = [{ from: workspace, to: '/workspace' }];
  for (const from of [path.dirname(config), outputDir, workDir])
    if (!mounts.some(mount => isInside(mount.from, from))) mounts.push({ from, to: `/elsewhere-${mounts.length}` });
  return mounts;
}

function insideOf(mounts: readonly Mount[], file: string): string {
  const mount = mounts.find(({ from }) => isInside(from, file));
  if (!mount) return file;
  return path.posix.join(mount.to, ...path.relative(mount.from, file).split(path.sep));
}

/** What a container calls an address of this machine; null for others, which it knows by their own name. */
function awayFrom(baseUrl: string): string | null {
  if (!URL.canParse(baseUrl)) return null;
  const url = new URL(baseUrl);
  if (!LOOPBACK.test(url.hostname)) return null;
  url.hostname = MACHINE;
  return url.href;
}

function dockerLine(
  mounts: readonly Mount[],
  { isAway, isPractice }: { isAway: boolean; isPractice: boolean },
): string {
  return [
    'docker run --rm -it --name n8n -p 127.0.0.1:5678:5678',
    "-e NODES_EXCLUDE='[]'",
    ...(isPractice ? [`-e ${TOKEN}`] : []),
    ...(isAway ? [`--add-host=${MACHINE}:host-gateway`] : []),
    '-v n8n_data:/home/node/.n8n',
    ...mounts.map(({ from, to }) => `-v ${quoted(`${from}:${to}`)}`),
    N8N_IMAGE,
  ].join(' ');
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
