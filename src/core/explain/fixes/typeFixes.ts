import { misfits } from '../../api/misfits';
import { schemaField, isUnknownField } from '../../api/schemaField';
import { withValue } from '../../changedValue';
import { parsePath } from '../../manifest/parsePath';
import { valueAt, type Path } from '../../path';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';

/** What a shell alone understands, so that words do not say it. */
const shellOnly = /["'`$&|;<>(){}[\]*?~#\\!]/;

/** Values of another type than their field's: in quotes, without them, or as a list. */
export function* typeFixes({ manifest, object }: FixScope): Generator<Candidate> {
  for (const { field, misfit } of misfits(object.value, object.kind)) {
    const path = parsePath(field);
    const placed = object.rangeOf(path);
    if (!misfit || !placed || placed.alias) continue;
    const source = manifest.text.slice(placed.value.start, placed.value.end);
    if (/[\r\n]/.test(source) || source === '') continue;
    const offer = (title: string, text: string, value: unknown, isCertain = true): Candidate => ({
      code: 'wrong-type',
      title,
      at: placed.value,
      edits: [{ range: placed.value, text }],
      isCertain,
      object,
      becomes: withValue(object.value, path, value),
    });
    const value = valueAt(object.value, path);
    const isBare = typeof value === 'number' || typeof value === 'boolean';
    if (misfit.should === 'string' && isBare) {
      const what = typeof value === 'number' ? 'number' : 'value';
      yield offer(`Put the ${what} of ${String(path.at(-1))} in quotes`, `"${source}"`, source);
    } else if (misfit.isUnquoted && typeof value === 'string') {
      yield offer('Write the value without quotes', value, JSON.parse(value));
    } else if (misfit.should === 'array' && isListOfTexts(object.kind, path)) {
      if (isBare) yield offer(`Make ${source} a list`, `["${source}"]`, [source]);
      else if (typeof value === 'string') {
        for (const [list, isCertain] of listsFor(path.at(-1), value)) {
          const text = `[${list.map((word) => JSON.stringify(word)).join(', ')}]`;
          yield offer(`Change it to the list ${text}`, text, list, isCertain);
        }
      }
    }
  }
}

/** The lists that a text may have been meant to be. */
function listsFor(field: unknown, value: string): [list: string[], isCertain: boolean][] {
  const words = value.trim().split(/\s+/);
  const isCommand = field === 'command';
  if (!isCommand && field !== 'args') return [[[value], true]];
  if (!shellOnly.test(value)) return [[words, true]];
  return isCommand ? [[['sh', '-c', value], false]] : [[[value], false]];
}

function isListOfTexts(kind: string, path: Path): boolean {
  const field = schemaField(kind, path);
  return field !== undefined && !isUnknownField(field) && field.type === '[string]';
}
