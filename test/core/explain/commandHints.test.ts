import { expect, test } from 'vitest';
import { commandHints } from '../../../src/core/explain/hints/commandHints';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

/** The code of the hint for such a container, with the text that it is at. */
function hintsOf(container: string): string[] {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - {name: app, image: x, ${container}}\n`;
  return parseManifest(text).objects.flatMap((object) =>
    commandHints(object).map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`),
  );
}

test.each([
  ['command: ["sleep 3600"]', ['command-in-one-text "sleep 3600"']],
  ['command: ["/bin/sh -c"], args: [ls]', ['command-in-one-text "/bin/sh -c"']],
  ['command: [echo, hi, "|", cat]', ['command-without-shell "|"']],
  ['command: [./start], args: [one, "&&", two]', ['command-without-shell "&&"']],
  ['command: [sh, -c, "sleep 1 && ls"]', []],
  ['command: [/bin/bash, -c, ls, "|"]', []],
  ['command: [sleep, "3600"]', []],
  ['command: ["/opt/My App/run"]', []],
  ['args: ["|"]', []],
  ['image: x', []],
])('%s', (container, told) => {
  expect(hintsOf(container)).toEqual(told);
});
