// The build's part of the wall around Mermaid: an esbuild plugin for tools/build.mjs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { moduleCode } from './moduleCode.mjs';

/** Where Mermaid's package has the chunks that it is made of. */
const chunksFolder = 'dist/chunks/mermaid.core';
const here = 'src/webview/diagram/mermaid/mermaidPlugin.mjs';

/** What is taken out of the package, beside the diagram. */
const names = ['setSiteConfig', 'encodeEntities', 'utils_default'];

/**
 * What is written otherwise in the chunks, or in those whose names begin so: a call, which with `isAll` is all that the
 * exported function of the name returns.
 */
const replacements = [
  {
    name: 'getConfig',
    isAll: true,
    from: 'assignWithDepth_default({}, currentConfig)',
    to: '{ ...currentConfig, sequence: { ...currentConfig.sequence } }',
    why: 'Mermaid copies its whole configuration, to a depth of two, for every word that it looks at: half of the drawing’s time',
    instead: 'Look how getConfig copies the configuration there',
  },
  {
    name: 'drawText',
    chunk: 'sequenceDiagram-',
    from: '(textElem._groups || textElem)[0][0].getBBox()',
    to: 'lines.length > 1 ? (textElem._groups || textElem)[0][0].getBBox() : { height: 0 }',
    why: 'Mermaid asks for the height of each line that it writes, for the place of the next one, also where there is none: the page is laid out anew for each arrow, a third of the drawing’s time',
    instead: 'Look how drawText places the lines of a text there',
  },
];

/** The methods that the page replaces while it runs, and how often the chunks call them. */
const methods = [
  {
    of: 'utils_default',
    name: 'calculateTextDimensions',
    times: 11,
    why: 'textSizes.ts puts a function of its own in its place, without which each text lays the page out anew',
    instead: 'Look with which functions sequenceRenderer measures texts there',
  },
  {
    of: 'utils_default',
    name: 'wrapLabel',
    times: 8,
    why: 'wrappedLines.ts puts a function of its own in its place, without which the lines of a note cut characters that have a number',
    instead: 'Look with which functions sequenceRenderer breaks texts into lines there',
  },
];

/**
 * `mermaid/sequence`: of Mermaid only the sequence diagram, with what it needs, from the chunks of the package in the
 * folder. The whole of it, with a frame for all diagrams, takes twice as long to load. The build fails where the package
 * does not have what this takes out of it and changes in it: what counts is code that goes into the bundle. Whether it is
 * reached is known when it runs: `reached` has the names of the functions that were called as they are written here.
 * @param {string} packageFolder of mermaid, absolute
 * @returns {import('esbuild').Plugin}
 */
export function mermaidSequence(packageFolder) {
  return {
    name: 'mermaid-sequence',
    setup(build) {
      const chunks = join(packageFolder, chunksFolder);
      const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
      const workingFolder = build.initialOptions.absWorkingDir ?? process.cwd();
      build.initialOptions.metafile = true;
      /** What each chunk that was read has of that which is counted, by its path. */
      const counted = new Map();
      build.onStart(() => {
        counted.clear();
        if (typeof version === 'string' && version !== '') return undefined;
        const text = `The package.json of Mermaid in ${packageFolder} names no version, which drawings that fail are reported with: install mermaid anew`;
        return { errors: [{ text }] };
      });

      /** The chunk without the functions that nothing uses, and its code. */
      const read = async (path) => {
        const options = { format: 'esm', treeShaking: true, legalComments: 'none', charset: 'utf8' };
        const { code } = await build.esbuild.transform(readFileSync(path, 'utf8'), options);
        return moduleCode(path, code);
      };

      build.onResolve({ filter: /^mermaid\/(?:sequence|reached)$/ }, ({ path }) => ({ path, namespace: 'mermaid' }));
      build.onLoad({ filter: /reached$/, namespace: 'mermaid' }, () => ({
        contents: 'export const reached = new Set();',
      }));
      build.onLoad({ filter: /sequence$/, namespace: 'mermaid' }, async () => {
        try {
          return { contents: await sequenceModule(chunks, version, read), resolveDir: chunks };
        } catch (error) {
          return { errors: [{ text: error.message }] };
        }
      });
      build.onLoad({ filter: /[\\/]mermaid\.core[\\/][^\\/]+\.mjs$/ }, async ({ path }) => {
        const code = await read(path);
        counted.set(path, {
          written: replacements.map((one) => callsIn(path, code, one).length),
          returned: replacements.map(({ name, from, isAll }) =>
            isAll && code.callsWritten(from).includes(code.returnedBy(name)) ? 1 : 0,
          ),
          called: methods.map(({ of, name }) => code.callsOf(of, name).length),
        });
        return { contents: replaced(path, code) };
      });
      build.onEnd(({ errors, metafile }) => {
        // A build that failed anyway has not read all.
        if (errors.length > 0) return undefined;
        const bundled = new Set(
          Object.values(metafile.outputs).flatMap(({ inputs }) =>
            Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
              bytesInOutput > 0 ? [join(workingFolder, file)] : [],
            ),
          ),
        );
        const sum = (what, i) =>
          [...counted].reduce((total, [path, counts]) => total + (bundled.has(path) ? counts[what][i] : 0), 0);
        const wrong = [
          ...replacements.map(({ from, why, instead }, i) => ({
            what: `“${from}”`,
            found: sum('written', i),
            times: 1,
            why,
            instead,
          })),
          ...replacements.map(({ name, from, isAll, why, instead }, i) => ({
            what: `“${from}” as all that the export “${name}” returns`,
            found: sum('returned', i),
            times: isAll ? 1 : 0,
            why,
            instead,
          })),
          ...methods.map(({ of, name, times, why, instead }, i) => ({
            what: `calls of “${of}.${name}”`,
            found: sum('called', i),
            times,
            why,
            instead,
          })),
        ].filter(({ found, times }) => found !== times);
        return {
          errors: wrong.map(({ what, found, times, why, instead }) => ({
            text: missing(
              version,
              what,
              chunksFolder,
              `${found} times, not ${times === 1 ? 'once' : times}`,
              why,
              instead,
            ),
          })),
        };
      });
      build.onResolve({ filter: /^katex$/ }, () => ({ path: 'katex', namespace: 'left-out' }));
      build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export {}' }));
    },
  };
}

/** The calls of a chunk that are written otherwise. */
function callsIn(path, code, { chunk = '', from }) {
  return basename(path).startsWith(chunk) ? code.callsWritten(from) : [];
}

/** The text of a chunk with each expression as it is written here, which says that it was reached. */
function replaced(path, code) {
  const places = replacements
    .flatMap((one) =>
      callsIn(path, code, one).map(({ start, end }) => ({
        start,
        end,
        to: `(reached$.add(${JSON.stringify(one.name)}), ${one.to})`,
      })),
    )
    .toSorted((a, b) => b.start - a.start);
  if (places.length === 0) return code.text;
  const text = places.reduce((rest, { start, end, to }) => rest.slice(0, start) + to + rest.slice(end), code.text);
  return `import { reached as reached$ } from 'mermaid/reached';\n${text}`;
}

/** A module that exports what is taken out of the package, each from the chunk that has it. */
async function sequenceModule(chunks, version, read) {
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
  const diagram = await read(join(chunks, file));
  const parts = new Map([[file, diagram]]);
  for (const { from } of diagram.imported) {
    const part = /^\.\/(chunk-\w+\.mjs)$/.exec(from)?.[1];
    if (part && !parts.has(part)) parts.set(part, await read(join(chunks, part)));
  }
  /** The one of the parts that exports the name. */
  const having = (name) => {
    const found = [...parts].filter(([, { exported }]) => exported.has(name));
    if (found.length === 1) return found[0];
    throw new Error(
      missing(
        version,
        `the export “${name}”`,
        `${chunksFolder}/${file} and the chunks that it imports`,
        `${found.length} times, not once`,
        'drawSequence.ts and the files beside it draw with it',
        'Look under which name it is exported there',
      ),
    );
  };
  const lines = ['diagram', ...names].map((name) => `export { ${name} } from './${having(name)[0]}';`);
  for (const { of, name, why, instead } of methods) {
    const [part, code] = having(of);
    if (!code.hasProperty(of, name))
      throw new Error(
        missing(version, `“${name}” among the properties of “${of}”`, `${chunksFolder}/${part}`, 'not', why, instead),
      );
  }
  return [
    ...lines,
    `export const version = ${JSON.stringify(version)};`,
    "export { reached } from 'mermaid/reached';",
  ].join('\n');
}

function missing(version, what, where, how, why, instead) {
  return (
    `Mermaid ${version} has ${what} in ${where} ${how}. It is looked for because ${why}. ` +
    `${instead}, and mend ${here}; or stay with the version of mermaid before.`
  );
}
