import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'test/{unit,contract,golden}/**/*.test.ts'],
    pool: 'threads',
  },
});
