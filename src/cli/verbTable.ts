import * as o from './options.ts';
import type { Operand, VerbSpec } from './verbSpec.ts';

const needed = (name: string): Operand => ({ name, required: true });
const optional = (name: string): Operand => ({ name, required: false });
const FILES: Operand = { name: 'FILE', required: true, many: true };

export const VERBS: readonly VerbSpec[] = [
  {
    name: 'ingest',
    operands: [needed('INPUT')],
    options: o.INGEST,
    later: ['preview', ...o.CONNECTION_LATER],
    examples: ['ingest pages.ingest.yaml', 'ingest pages.ingest.yaml --check', 'ingest - --max-errors 5% < input.json'],
    parks: true,
    load: () => import('./verbs/ingest.ts'),
  },
  {
    name: 'resume',
    operands: [optional('RUN')],
    options: o.RESUME,
    later: ['cancel', ...o.CONNECTION_LATER],
    examples: ['resume', 'resume 20261121-090000-k3f9 --failed'],
    parks: true,
    load: () => import('./verbs/resume.ts'),
  },
  {
    name: 'history',
    operands: [optional('RUN')],
    options: o.HISTORY,
    later: o.CONNECTION_LATER,
    examples: ['history', 'history 20261121-090000-k3f9 --format full'],
    load: () => import('./verbs/history.ts'),
  },
  {
    name: 'prune',
    operands: [],
    options: o.PRUNE,
    examples: ['prune --keep-runs 10 --dry-run', 'prune --older-than 30'],
    load: () => import('./verbs/prune.ts'),
  },
  {
    name: 'convert',
    operands: [FILES],
    options: o.CONVERT,
    examples: [
      'convert page.html --url https://example.org/page',
      'convert pages/*.html --out-dir markdown',
      'convert - --markdown < page.html',
    ],
    load: () => import('./verbs/convert.ts'),
  },
  {
    name: 'chunk',
    operands: [FILES],
    options: o.CHUNK,
    examples: ['chunk page.md --chunk-size 500', 'chunk markdown/*.md --out-dir chunks'],
    load: () => import('./verbs/chunk.ts'),
  },
  {
    name: 'search',
    operands: [{ ...needed('QUESTION'), unless: 'evaluate' }],
    options: o.SEARCH,
    examples: [
      'search "À quelle heure part le dernier bus ?"',
      'search "night bus" --k 3 --filter title=Timetables --json',
      'search --evaluate questions.search.yaml --mmr 0.7',
    ],
    load: () => import('./verbs/search.ts'),
  },
  {
    name: 'ask',
    operands: [needed('QUESTION')],
    options: o.ASK,
    examples: ['ask "À quelle heure part le dernier bus ?"', 'ask "night bus" --chat-model llama3.2 --k 8'],
    load: () => import('./verbs/ask.ts'),
  },
  {
    name: 'chunks',
    operands: [],
    options: o.CHUNKS,
    examples: ['chunks --count 20', 'chunks --source https://example.org/page --json'],
    load: () => import('./verbs/chunks.ts'),
  },
  {
    name: 'rebuild',
    operands: [],
    options: o.REBUILD,
    examples: [
      'rebuild --model text-embedding-3-small --dry-run',
      'rebuild --model nomic-embed-text --collection pages',
    ],
    parks: true,
    load: () => import('./verbs/rebuild.ts'),
  },
  {
    name: 'reconcile',
    operands: [],
    options: o.RECONCILE,
    examples: ['reconcile', 'reconcile --repair --collection pages'],
    parks: true,
    load: () => import('./verbs/reconcile.ts'),
  },
  {
    name: 'export-index',
    operands: [],
    options: o.EXPORT_INDEX,
    examples: ['export-index --format parquet --out export', 'export-index --format vectra --out vectra-index --json'],
    parks: true,
    load: () => import('./verbs/exportIndex.ts'),
  },
  {
    name: 'ingest-api',
    operands: [],
    options: o.INGEST_API,
    later: ['probe', ...o.CONNECTION_LATER],
    examples: [
      'ingest-api --base-url https://example.org/api/events --start-date 2026-01-01 --end-date 2026-01-31 --date-column occurred_at',
      'ingest-api --config events.api.yaml --start-date 2026-01-01 --end-date 2026-01-01 --json',
    ],
    parks: true,
    load: () => import('./verbs/ingestApi.ts'),
  },
  {
    name: 'dead-letters',
    operands: [needed('ACTION'), { name: 'ID', required: false, many: true }],
    options: o.DEAD_LETTERS,
    examples: [
      'dead-letters list --output-dir ./data/bronze',
      'dead-letters replay 3f9a2b1c4d5e6f70',
      'dead-letters drop --all',
    ],
    parks: true,
    load: () => import('./verbs/deadLetters.ts'),
  },
  {
    name: 'generate-dates',
    operands: [],
    options: o.GENERATE_DATES,
    examples: [
      'generate-dates --start-date 2026-02-27 --end-date 2026-03-02',
      'generate-dates --start-date=2026-01-01 --end-date=2026-12-31',
    ],
    oldNode: true,
    load: () => import('./verbs/generateDates.ts'),
  },
  {
    name: 'practice-site',
    operands: [],
    options: o.PRACTICE_SITE,
    examples: ['practice-site', 'practice-site --port 4173 --pages 300'],
    parks: true,
    load: () => import('./verbs/practiceSite.ts'),
  },
  {
    name: 'practice-api',
    operands: [],
    options: o.PRACTICE_API,
    examples: ['practice-api', 'practice-api --port 4174 --rows 1000000'],
    parks: true,
    load: () => import('./verbs/practiceApi.ts'),
  },
  {
    name: 'doctor',
    operands: [optional('RUN')],
    options: o.DOCTOR,
    later: o.CONNECTION_LATER,
    examples: ['doctor', 'doctor 20261121-090000-k3f9'],
    load: () => import('./verbs/doctor.ts'),
  },
  {
    name: 'diagram',
    operands: [],
    options: o.DIAGRAM,
    examples: ['diagram', 'diagram --format svg --json'],
    oldNode: true,
    load: () => import('./verbs/diagram.ts'),
  },
  {
    name: 'models',
    operands: [],
    options: o.MODELS,
    examples: ['models --language python --out models', 'models --language typescript --out src'],
    oldNode: true,
    load: () => import('./verbs/models.ts'),
  },
];

export const findVerb = (name: string): VerbSpec | undefined => VERBS.find(verb => verb.name === name);
