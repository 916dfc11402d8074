// The build's part of the wall around Mermaid: an esbuild plugin for tools/build.mjs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Mermaid's package has the chunks that it is made of. */
const chunksFolder = 'dist/chunks/mermaid.core';
const here = 'src/webview/diagram/mermaid/mermaidPlugin.mjs';

/** What is taken out of the package, beside the diagram. */
const names = ['setSiteConfig', 'encodeEntities', 'utils_default'];

/** What is written otherwise in the chunks, each in one place. */
const replacements = [
  {
    from: 'return assignWithDepth_default({}, currentConfig);',
    to: 'return { ...currentConfig, sequence: { ...currentConfig.sequence } };',
    why: 'Mermaid copies its whole configuration, to a depth of two, for every word that it looks at: half of the drawing’s time',
    instead: 'Look how getConfig copies the configuration there',
  },
];

/** What stands in the sequence diagram's chunk and is changed while the page runs. */
const calls = [
  {
    text: 'utils_default.calculateTextDimensions(',
    why: 'textSizes.ts puts a function of its own in its place, without which each text lays the page out anew',
    instead: 'Look with which function sequenceRenderer measures a text there',
  },
];

/**
 * `mermaid/sequence`: of Mermaid only the sequence diagram, with what it needs, from the chunks of the package in the
 * folder. The whole of it, with a frame for all diagrams, takes twice as long to load. The build fails where the package
 * does not have what this takes out of it and changes in it.
 * @param {string} packageFolder of mermaid, absolute
 * @returns {import('esbuild').Plugin}
 */
export function mermaidSequence(packageFolder) {
  return {
    name: 'mermaid-sequence',
    setup(build) {
      const chunks = join(packageFolder, chunksFolder);
      const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
      /** How often each replacement was made. */
      const made = new Map();
      build.onStart(() => made.clear());

      build.onResolve({ filter: /^mermaid\/sequence$/ }, ({ path }) => ({ path, namespace: 'mermaid-sequence' }));
      build.onLoad({ filter: /.*/, namespace: 'mermaid-sequence' }, () => {
        try {
          return { contents: sequenceModule(chunks, version), resolveDir: chunks };
        } catch (error) {
          return { errors: [{ text: error.message }] };
        }
      });
      build.onLoad({ filter: /[\\/]mermaid\.core[\\/]chunk-\w+\.mjs$/ }, ({ path }) => {
        let contents = readFileSync(path, 'utf8');
        for (const { from, to } of replacements) {
          const parts = contents.split(from);
          made.set(from, (made.get(from) ?? 0) + parts.length - 1);
          contents = parts.join(to);
        }
        return { contents };
      });
      build.onEnd(({ errors }) => {
        // A build that failed anyway has not read all.
        if (errors.length > 0) return undefined;
        const wrong = replacements.filter(({ from }) => made.get(from) !== 1);
        return {
          errors: wrong.map(({ from, why, instead }) => {
            const times = made.get(from) ?? 0;
            return {
              text: missing(
                version,
                `“${from}”`,
                `${chunksFolder}/chunk-….mjs`,
                `${times} times, not once`,
                why,
                instead,
              ),
            };
          }),
        };
      });
      build.onResolve({ filter: /^katex$/ }, () => ({ path: 'katex', namespace: 'left-out' }));
      build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export {}' }));
    },
  };
}

/** A module that exports what is taken out of the package, each from the chunk that has it. */
function sequenceModule(chunks, version) {
  const diagrams = (existsSync(chunks) ? readdirSync(chunks) : []).filter((file) =>
    /^sequenceDiagram-\w+\.mjs$/.test(file),
  );
  const [file] = diagrams;
  if (diagrams.length !== 1)
    throw new Error(
      missing(
        version,
        '“sequenceDiagram-….mjs”',
        chunksFolder,
        `${diagrams.length} times, not once`,
        'it is what the page draws with',
        'Look which chunk has the sequence diagram there',
      ),
    );
  const text = readFileSync(join(chunks, file), 'utf8');
  for (const { text: call, why, instead } of calls)
    if (!text.includes(call))
      throw new Error(missing(version, `“${call}”`, `${chunksFolder}/${file}`, 'not', why, instead));
  const parts = [file, ...[...text.matchAll(/from "\.\/(chunk-\w+\.mjs)"/g)].map(([, part]) => part)];
  const exports = new Map(parts.map((part) => [part, exportsOf(readFileSync(join(chunks, part), 'utf8'))]));
  const lines = ['diagram', ...names].map((name) => {
    const having = parts.filter((part) => exports.get(part).includes(name));
    if (having.length !== 1)
      throw new Error(
        missing(
          version,
          `the export “${name}”`,
          `${chunksFolder}/${file} and the chunks that it imports`,
          `${having.length} times, not once`,
          'drawSequence.ts and the files beside it draw with it',
          'Look under which name it is exported there',
        ),
      );
    return `export { ${name} } from './${having[0]}';`;
  });
  return [...lines, `export const version = ${JSON.stringify(version)};`].join('\n');
}

/** The names that a chunk exports: they stand in lists, one a line. */
function exportsOf(text) {
  return [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) => list.split(',').map((name) => name.trim()));
}

function missing(version, what, where, how, why, instead) {
  return (
    `Mermaid ${version} has ${what} in ${where} ${how}. It is looked for because ${why}. ` +
    `${instead}, and mend ${here}; or stay with the version of mermaid before.`
  );
}
