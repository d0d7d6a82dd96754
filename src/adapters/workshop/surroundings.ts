import { readdir, readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { Surroundings } from '../../engine/workshop/workshopPorts.ts';
import { isInputName } from '../../model/inputNames.ts';
import type { Requirement } from '../../model/workshop/outline.ts';
import { isOnNetwork, postgresServers } from '../../model/workshop/surroundings.ts';

export interface SurroundingsPlace {
  /** The learner's, absolute. */
  readonly folder: string;
  /** `host:port` of the Temporal server that is used here. */
  readonly temporal: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How this machine is asked. */
export interface SurroundingsParts {
  listens(address: string, patienceMs: number): Promise<boolean>;
  pythonVersion(env: NodeJS.ProcessEnv): Promise<string | undefined>;
}

/** A server that is meant to be used answers at once. */
const PATIENCE_MS = 300;
/** Where inputs lie: beside their files, or in a folder of their own. */
const INPUT_FOLDERS = ['.', 'inputs'];
const MOST_INPUTS = 100;

/** What is here beside the tool. Nobody is asked but the servers that settings and inputs name. */
export const createSurroundings = (place: SurroundingsPlace, parts: SurroundingsParts): Surroundings => ({
  has: async requirement => LOOKS[requirement]({ ...place, ...parts }),
});

type Look = (world: SurroundingsPlace & SurroundingsParts) => boolean | Promise<boolean>;

const LOOKS: Readonly<Record<Requirement, Look>> = {
  temporal: ({ temporal, listens }) => listens(temporal, PATIENCE_MS),
  python: async ({ env, pythonVersion }) => (await pythonVersion(env)) !== undefined,
  postgres: async ({ folder, listens }) => {
    const texts = await inputTexts(folder);
    const servers = [...new Set(texts.flatMap(postgresServers))];
    return (await Promise.all(servers.map(server => listens(server, PATIENCE_MS)))).includes(true);
  },
  chat_model: ({ env }) => Boolean(env['INGESTION_WORKSHOP_CHAT_MODEL']),
  network: () => isOnNetwork(Object.values(networkInterfaces()).flatMap(addresses => addresses ?? [])),
};

async function inputTexts(folder: string): Promise<readonly string[]> {
  const found = INPUT_FOLDERS.map(async name => {
    const inside = path.join(folder, name);
    const files = await readdir(inside).catch(() => []);
    return files.filter(isInputName).map(file => path.join(inside, file));
  });
  const files = (await Promise.all(found)).flat().slice(0, MOST_INPUTS);
  return Promise.all(files.map(file => readFile(file, 'utf8').catch(() => '')));
}
