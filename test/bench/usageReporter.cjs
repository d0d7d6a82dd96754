// Put before a program by --require: leaves what the process took, threads included, in the file that BENCH_USAGE names.
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMB: maxRSS / 1024 };
    writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
  });
}
