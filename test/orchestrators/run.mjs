// The flows that we ship, in the real programs that run them: `npm run test:orchestrators [words of a suite's name …]`.
//
// A suite of `suites/*.mjs` exports
//   name
//   prepare(world)  installs its program, starts what all its tests use and returns it, or `{missing: reason}`: a skip
//   tests           {fact: async ctx => …}, run in order; `ctx` is the suite's world (world.mjs) and what `prepare` gave
//   program         what REQUIRE names to make that skip a failure; else the name
//   heavy: true     gigabytes to install, so `npm test` (which passes --minutes-left) runs it only where CI is set and
//                   the time is there
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openWorld } from './world.mjs';

const TEST_LIMIT_MS = 300_000;
const words = process.argv.slice(2).filter(word => !word.startsWith('--'));
/** Of `npm test`; undefined when these flows alone are run. */
const minutesLeft = process.argv.map(word => /^--minutes-left=(-?\d+)$/.exec(word)?.[1]).find(Boolean);
/** An installation and its suites: 6 minutes on two idle cores, 20 on busy ones. */
const HEAVY_MINUTES = 22;
const count = { passed: 0, failed: 0, skipped: 0 };

// Ends by `exit`, whose listeners end what the tests have started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

for (const suite of await findSuites()) await runSuite(suite);
if (words.length > 0 && count.passed + count.failed + count.skipped === 0)
  say('failed', `orchestrators: no suite has a name with "${words.join('" or "')}"`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function findSuites() {
  const folder = path.join(import.meta.dirname, 'suites');
  const files = readdirSync(folder).filter(name => name.endsWith('.mjs'));
  const suites = await Promise.all(files.toSorted().map(name => import(pathToFileURL(path.join(folder, name)).href)));
  return suites.filter(({ name }) => words.length === 0 || words.some(word => name.includes(word)));
}

async function runSuite(suite) {
  const world = openWorld();
  try {
    const ready = await prepare(suite, world);
    if ('missing' in ready) return sayMissing(suite, ready.missing);
    const context = { ...world, ...ready };
    for (const [fact, test] of Object.entries(suite.tests)) await runTest(`${suite.name}: ${fact}`, test, context);
  } catch (error) {
    say('failed', `${suite.name}\n${indented(error)}`);
  } finally {
    world.close();
  }
}

function prepare(suite, world) {
  const reason = suite.heavy && minutesLeft !== undefined ? whyNotNow(Number(minutesLeft)) : undefined;
  return reason === undefined ? suite.prepare(world) : { missing: reason };
}

function whyNotNow(minutes) {
  if (!process.env.CI)
    return 'gigabytes to install: `npm run test:orchestrators` runs it, and `npm test` where CI is set';
  const left = minutes - performance.now() / 60_000;
  if (left >= HEAVY_MINUTES) return undefined;
  return `${left.toFixed(0)} minutes are left of CI's hour and it may take ${HEAVY_MINUTES}: run \`npm run test:orchestrators\``;
}

function sayMissing({ name, program = name }, reason) {
  const required = (process.env.REQUIRE ?? '').split(/[\s,]+/).includes(program);
  say(required ? 'failed' : 'skipped', `${name}: ${reason}`);
}

async function runTest(title, test, context) {
  const started = performance.now();
  try {
    await withinLimit(test(context));
    say('passed', `${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    say('failed', `${title}\n${indented(error)}`);
  }
}

function indented(error) {
  return String(error.stack ?? error).replace(/^/gm, '      ');
}

function say(outcome, text) {
  count[outcome] += 1;
  console.log(`${{ passed: 'ok  ', failed: 'FAIL', skipped: 'skip' }[outcome]}  ${text}`);
}

async function withinLimit(test) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done after ${TEST_LIMIT_MS / 1000} s`)), TEST_LIMIT_MS);
  });
  await Promise.race([test, late]).finally(() => clearTimeout(timer));
}
