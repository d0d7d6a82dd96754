import { drawModel, exportModel } from '../../../src/engine/drawModel.ts';
import type { SchemaFile } from '../../../src/engine/schemaFiles.ts';
import { schemas } from '../../../src/model/generated/schemas.ts';
import { fail } from '../../../src/model/problem.ts';
import type { ModelHostVerbs, ModelSubject } from '../../../src/protocol/model.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import type { Samples } from '../fakeHost.ts';
import { manyClasses } from './manyClasses.ts';

const words = { title: 'Modèle de données', byFile: 'fichier' };

/** The real engine on real schemas; only the disk, the dialogs and the run are made up. */
const host = (
  files: readonly SchemaFile[],
  more: Partial<Handlers<ModelHostVerbs>> = {},
): Handlers<ModelHostVerbs> => ({
  open: () => drawModel(files, '/orva/schemas'),
  locate: ({ part }) => ({
    ...{ runId: '20261121-090000-k3f9', startedAt: '2026-11-21T09:00:00.000Z', total: 31, present: 27, different: 9 },
    values: [
      {
        text: part === 'uri' ? 'https://www.orva.example/horaires' : 'COMPLETED',
        count: 24,
        uri: 'https://www.orva.example/',
      },
      { text: '{"title":"Horaires du tram 2","lang":"fr"}', count: 2, uri: 'https://www.orva.example/tram-2' },
      { text: 'ERROR', count: 1, uri: null },
    ],
  }),
  chooseRun: () => true,
  openSource: () => undefined,
  save: () => true,
  picture: () => exportModel(files, 'svg', words),
  savePng: ({ base64 }) => base64.startsWith('iVBOR'),
  ...more,
});

const shipped = Object.entries(schemas).map(([name, schema]) => file(name, schema));

function file(name: string, content: unknown): SchemaFile {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return { file: `/orva/schemas/${name}.json`, text };
}

const folder: ModelSubject = { folder: '/orva/schemas' };
const reference = (name: string) => ({ $ref: `${name}.json` });

/** A folder in which everything is wrong that can be. */
const broken = [
  file('Ligne', {
    type: 'object',
    required: ['nom'],
    properties: { nom: { type: 'string' }, arrets: { type: 'array', items: reference('Arret') } },
  }),
  file('Arret', { type: 'object', properties: { ligne: reference('Ligne'), quai: reference('Quai') } }),
  file('Horaire', '{\n  "type": "object",\n  "properties": {\n    "heure": { "type": "string" },\n  }\n}\n'),
];

export const samples: Samples<ModelHostVerbs> = {
  plain: () => ({ subject: { folder: null }, handlers: host(shipped) }),
  broken: () => ({ subject: folder, handlers: host(broken) }),
  hundred: () => ({ subject: folder, handlers: host(manyClasses(100).map(([name, schema]) => file(name, schema))) }),
  nothing: () => ({ subject: folder, handlers: host([]) }),
  engineGone: () => ({
    subject: { folder: null },
    handlers: host(shipped, {
      open: () => {
        throw fail('system', 'engine_gone');
      },
    }),
  }),
  noRun: () => ({
    subject: { folder: null },
    handlers: host(shipped, {
      locate: () => {
        throw fail('usage', 'no_run_picked');
      },
    }),
  }),
};
