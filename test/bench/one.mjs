// One bench in its own process, started by run.mjs; its rows go back as a message.
const { measure } = await import(`./benches/${process.argv[2]}.mjs`);
try {
  process.send(await measure());
} catch (error) {
  process.send({ skipped: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
process.exit();
