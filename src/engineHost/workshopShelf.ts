import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { openWorkshopFolder, readDescription } from '../adapters/workshopFolder.ts';
import type { WorkshopFolder } from '../engine/workshop/checkWorkshop.ts';
import { pathFrom } from '../engine/workshop/readStepText.ts';
import { readWorkshop } from '../engine/workshop/readWorkshop.ts';
import type { Workshop } from '../model/generated/types.ts';
import { fail, ProblemError } from '../model/problem.ts';
import { picturesOf } from '../model/workshop/markdown.ts';
import { stepText } from '../model/workshop/workshopFile.ts';
import type { FilePlace } from '../protocol/page.ts';

/** Beside dist/, in the repository and in the VSIX alike. */
const SHIPPED = path.join(__dirname, '..', 'workshop');

/** Bytes; a page carries its pictures in itself. */
const LARGEST_PICTURE = 2 * 1024 * 1024;
const PICTURE_TYPES: Readonly<Record<string, string>> = {
  ...{ '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp' },
  ...{ '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif' },
};

export interface StepText {
  /** Markdown. */
  readonly text: string;
  /** By their links in it. */
  readonly pictures: Readonly<Record<string, string>>;
}

export interface OpenWorkshop {
  readonly workshop: Workshop;
  /** Its own. */
  readonly files: WorkshopFolder;
  /** Config `workshop_text_file_missing`. */
  text(step: string, language: string): Promise<StepText>;
  /** What a link of that text leads to: the learner's own file where the starting files have it, else the workshop's. */
  locate(step: string, language: string, to: { readonly link: string; readonly folder: string }): Promise<FilePlace>;
}

/** Workshops by where they lie, read again when their description was saved. */
export function openWorkshopShelf() {
  const known = new Map<string, { readonly savedAt: number; readonly read: OpenWorkshop }>();
  return {
    /** `folder` null: it ships with the extension. Data `workshop_gone`; config: its first fault. */
    async open(id: string, folder: string | null): Promise<OpenWorkshop> {
      const root = folder ?? path.join(SHIPPED, id);
      const file = path.join(root, 'workshop.yaml');
      const at = await stat(file).catch(() => null);
      if (!at) throw fail('data', 'workshop_gone', { id, path: file });
      const found = known.get(root);
      if (found?.savedAt === at.mtimeMs) return found.read;
      const read = await readAt(root, file);
      known.set(root, { savedAt: at.mtimeMs, read });
      return read;
    },
  };
}

async function readAt(root: string, file: string): Promise<OpenWorkshop> {
  const { workshop, problems } = readWorkshop(await readDescription(file), { language: 'yaml', file });
  const [fault] = problems;
  if (fault) throw new ProblemError(fault);
  if (!workshop) throw fail('config', 'workshop_empty', {});
  const textPath = (step: string, language: string) => stepText(language, partOf(workshop, step), step);
  // Each time anew: who writes a workshop sees a picture that was just added.
  const folder = () => openWorkshopFolder(root);
  return {
    ...{ workshop, files: { list: () => folder().list(), read: (file: string) => folder().read(file) } },
    async text(step, language) {
      const from = textPath(step, language);
      const own = folder();
      const files = await own.list();
      if (!files.includes(from)) throw fail('config', 'workshop_text_file_missing', { path: from });
      const text = await own.read(from);
      const links = picturesOf(text).filter(link => files.includes(pathFrom(from, link)));
      const read = links.map(async link => [link, await readPicture(path.join(root, pathFrom(from, link)))]);
      return { text, pictures: Object.fromEntries((await Promise.all(read)).filter(([, data]) => data !== null)) };
    },
    async locate(step, language, { link, folder: learner }) {
      const to = pathFrom(textPath(step, language), link);
      if (!(await folder().list()).includes(to)) throw fail('config', 'workshop_file_missing', { path: to });
      const start = `${workshop.start ?? ''}/`;
      const own = workshop.start && to.startsWith(start) ? path.join(learner, to.slice(start.length)) : null;
      const isThere = own !== null && (await stat(own).catch(() => null)) !== null;
      return { file: isThere ? own : path.join(root, to), line: lineOf(link), column: 1 };
    },
  };
}

const partOf = ({ parts }: Workshop, step: string): string =>
  parts.find(part => part.steps.some(({ id }) => id === step))?.id ?? '';

/** `activities/conversion.ts#L14`. */
const lineOf = (link: string): number => Math.max(1, Number(/#L(\d{1,6})$/.exec(link)?.[1] ?? 1));

async function readPicture(file: string): Promise<string | null> {
  const type = PICTURE_TYPES[path.extname(file).toLowerCase()];
  const bytes = type ? await readFile(file).catch(() => null) : null;
  return bytes && bytes.length <= LARGEST_PICTURE ? `data:${type};base64,${bytes.toString('base64')}` : null;
}
