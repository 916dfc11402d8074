import { configDefaults, defineConfig } from 'vitest/config';

/** unit: anywhere. load: what is measured, and so runs beside nothing else. fuzz: anything wrong, hundreds of thousands of times. e2e: real VS Code in a browser. cluster: a real Kubernetes. Each is `vitest run --project NAME`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            'test/host/**',
            'test/e2e/**',
            'test/cluster/**',
            'test/**/*.load.test.ts',
            'test/**/*.fuzz.test.ts',
          ],
          globalSetup: 'test/webview/buildPage.ts',
          // Vitest leaves a core to others; these wait for programs that they start, or start none.
          maxWorkers: '100%',
          testTimeout: 120_000,
          // A machine that runs other programs takes its time; what is waited for comes, or the test fails.
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'load',
          include: ['test/**/*.load.test.ts'],
          retry: 2, // by the wall clock: another program on the machine may take its turn
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'fuzz',
          include: ['test/**/*.fuzz.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          expect: { poll: { timeout: 45_000 } },
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 900_000, // building Kubernetes, once a machine
        },
      },
    ],
  },
});
