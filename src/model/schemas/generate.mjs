// Writes src/model/generated from the schemas beside this file: `npm run generate`.
// A development tool that no program imports; it sits here so that the schemas and what they become stay together.
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build, transform } from 'esbuild';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const schemasFolder = dirname(fileURLToPath(import.meta.url));
const root = join(schemasFolder, '../../..');
const generatedFolder = join(root, 'src/model/generated');
const heading = 'Generated from src/model/schemas by `npm run generate`. Do not edit.';

/** File name → text of everything in src/model/generated. */
export async function generateModel() {
  const schemas = await readSchemas();
  const ofData = Object.keys(schemas).filter(name => !('x-of' in schemas[name]));
  return {
    'schemas.ts': emitSchemas(schemas),
    'types.ts': await emitTypes(schemas),
    'validate.js': await emitValidators(schemas, ofData),
    'validate.d.ts': `${VALIDATE}\n${declareValidators(ofData)}`,
    // Large, and needed by who writes or follows a workshop only.
    'validateWorkshop.js': await emitValidators(schemas, ['Workshop']),
    'validateWorkshop.d.ts': `// ${heading}\n\nimport type { Validate } from './validate.js';\n\n${declareValidators(['Workshop'])}`,
  };
}

async function readSchemas() {
  const names = (await readdir(schemasFolder)).filter(name => name.endsWith('.json')).sort();
  const read = async name => [
    name.replace(/\.json$/, ''),
    JSON.parse(await readFile(join(schemasFolder, name), 'utf8')),
  ];
  return Object.fromEntries(await Promise.all(names.map(read)));
}

/** The schemas as data, so that no program has to find the files at run time. */
function emitSchemas(schemas) {
  return `// ${heading}\n\nexport const schemas = ${JSON.stringify(schemas, null, 2)} as const;\n`;
}

async function emitTypes(schemas) {
  const contents = `export * from './src/engine/dataModel.ts'; export * from './src/engine/emitTypescript.ts';`;
  const { readDataModel, emitTypescript } = await importBundled(contents);
  return emitTypescript(readDataModel(schemas), heading);
}

/** ajv is needed here only: its output is plain code that imports nothing and compiles nothing while it runs. */
async function emitValidators(schemas, roots) {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    allowUnionTypes: true,
    schemas,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(['x-members', 'x-file-of', 'x-of']);
  const names = Object.fromEntries(roots.map(name => [`validate${name}`, `${name}.json`]));
  // The one thing that the code would import: the length of a text in code points.
  const code = standaloneCode(ajv, names).replaceAll(
    /require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g,
    'text => [...text].length',
  );
  const { code: compact } = await transform(code, { minifySyntax: true, minifyWhitespace: true });
  return `// ${heading}\n${compact}`;
}

const VALIDATE = `// ${heading}

export interface ValidationError {
  /** JSON Pointer to the wrong value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set when a key of a map is wrong, not its value. */
  readonly propertyName?: string;
}

export interface Validate {
  (value: unknown): boolean;
  /** Of the last call. */
  errors: readonly ValidationError[] | null;
}
`;

const declareValidators = roots => `${roots.map(name => `export const validate${name}: Validate;`).join('\n')}\n`;

async function importBundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, loader: 'ts', resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await mkdir(generatedFolder, { recursive: true });
  for (const [name, text] of Object.entries(await generateModel())) await writeFile(join(generatedFolder, name), text);
}
