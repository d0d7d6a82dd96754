import type { DrawnModel } from '../model/drawing.ts';
import type { FieldUse } from '../model/fieldUse.ts';

type Nothing = Record<string, never>;

/** What the page of the data model is about: the shipped schemas, or a folder of the user's own (absolute). */
export interface ModelSubject {
  readonly folder: string | null;
}

/** What the page of the data model may ask. */
export type ModelHostVerbs = {
  open(p: Nothing): DrawnModel;
  /** In the run that is picked; usage `no_run` when there is none. */
  locate(p: { type: string; part: string }): FieldUse;
  /** Lets the user pick another run; false when nothing was picked. */
  chooseRun(p: Nothing): boolean;
  /** Shows what a Source of the picked run has become. */
  openSource(p: { uri: string }): void;
  /** Asks where, then writes; false when the user went away. */
  save(p: { format: 'svg' | 'mermaid' }): boolean;
  /** The drawing as SVG text, for a picture. */
  picture(p: Nothing): string;
  savePng(p: { base64: string }): boolean;
};

export type ModelPageVerbs = {
  /** The files of the schemas have changed. */
  changed(p: Nothing): void;
};
