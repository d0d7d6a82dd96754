import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'test/{unit,contract,golden,crash,temporal}/**/*.test.ts'],
    setupFiles: ['test/reproducible.ts'],
    pool: 'threads',
    // No test keeps state in a module: one worker for many files halves the time.
    isolate: false,
    // Only what hangs: a busy machine is no fault.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // CI has one go: what a busy machine made late is looked at once more.
    retry: process.env.CI ? 1 : 0,
  },
});
