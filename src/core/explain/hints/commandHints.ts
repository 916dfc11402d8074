import type { PodSpec } from '../../api/types';
import { asDeclared } from '../../api/asDeclared';
import type { ManifestObject } from '../../manifest/manifestObject';
import { podSpecsOf } from '../../manifest/podSpecs';
import { valueAt } from '../../path';
import type { ManifestHint } from './manifestHint';
import { nearest } from './nearest';

/** What only a shell understands, where it is an item of its own. */
const forShells = /^(?:\||\|\||&&|;|>|>>|<|2>&1|&)$/;

/** What mostly comes of it. */
const causes = {
  'command-in-one-text': 'container-not-started',
  'command-without-shell': 'container-fails',
} as const;

/** Commands that no program of that name, and no shell, is there to take: the runtime runs what stands there as it is. */
export function commandHints(object: ManifestObject): ManifestHint[] {
  return podSpecsOf(object).flatMap((spec) => {
    const pod = asDeclared<PodSpec>(valueAt(object.value, spec), 'PodSpec');
    return (['initContainers', 'containers'] as const).flatMap((list) =>
      (pod?.[list] ?? []).flatMap(({ command = [], args = [] }, i) => {
        const hint = (
          code: keyof typeof causes,
          field: 'command' | 'args',
          at: number,
          message: string,
        ): ManifestHint => ({
          severity: 'warning',
          code,
          cause: causes[code],
          message,
          range: nearest(object, [...spec, list, i, field, at]),
        });
        const [program = ''] = command;
        if (/^[\w./-]+ +\S/.test(program) && !/ [A-Z]\w*\//.test(program))
          return [
            hint(
              'command-in-one-text',
              'command',
              0,
              `No shell splits this text: the runtime looks for a program with this whole name. Write each word as a separate item.`,
            ),
          ];
        if (command.length === 0 || /(?:^|\/)(?:\w*sh|env|busybox)$/.test(program)) return [];
        const inCommand = command.findIndex((item) => forShells.test(item));
        const inArgs = args.findIndex((item) => forShells.test(item));
        const [field, at] = inCommand >= 0 ? (['command', inCommand] as const) : (['args', inArgs] as const);
        const sign = (field === 'command' ? command : args)[at];
        return sign === undefined
          ? []
          : [hint('command-without-shell', field, at, `No shell interprets ${sign}: ${program} gets it as plain text. Run it with command: [sh, -c, …].`)]; // prettier-ignore
      }),
    );
  });
}
