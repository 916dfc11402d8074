// The tests in this folder run inside VS Code's extension host, with the extension loaded from its folder:
//
//   import { test } from './hostTest';
//   test('activates on YAML', async () => { assert.ok(…) });
//
// tools/testHost.mjs bundles all `*.test.ts` of the folder and runs them in real VS Code. `vscode` is the real API;
// the open folder is a scratch copy of samples/.

interface Test {
  name: string;
  body: () => unknown;
}

/** How a test ended. */
export interface TestResult {
  name: string;
  passed: boolean;
  /** The error with its stack, where it failed. */
  error?: string;
  milliseconds: number;
}

const tests: Test[] = [];
const patience = 60_000;

/** Adds a test; it fails if the body throws, rejects or takes more than a minute. */
export function test(name: string, body: () => unknown): void {
  tests.push({ name, body });
}

/** Runs the tests one after the other, telling each result as it comes. */
export async function runTests(tell: (result: TestResult) => void): Promise<void> {
  for (const { name, body } of tests) {
    const since = Date.now();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${patience / 1000} s`)), patience);
    });
    try {
      await Promise.race([Promise.resolve().then(body), tooLate]);
      tell({ name, passed: true, milliseconds: Date.now() - since });
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tell({ name, passed: false, error: text, milliseconds: Date.now() - since });
    } finally {
      clearTimeout(timer);
    }
  }
}
