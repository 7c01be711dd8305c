import { defineConfig } from 'vitest/config';

// Two runs: what only computes shares one process, because a process per file costs more than the tests in it;
// what starts processes, listens or changes the environment runs isolated (files named *.wire.test.ts).
export default defineConfig({
  test: {
    // Much of a wire test is waiting: three at a time keep two cores busy.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.wire.test.ts', 'node_modules/**'],
          isolate: false,
          pool: 'threads',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'wire',
          include: ['test/**/*.wire.test.ts'],
          isolate: true,
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
