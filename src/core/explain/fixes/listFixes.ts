import { misfits } from '../../api/misfits';
import { fieldsOf, isUnknownField, schemaField } from '../../api/schemaField';
import { withValue } from '../../changedValue';
import { entryOf } from '../../entryOf';
import { isMap } from '../../isMap';
import { parsePath } from '../../manifest/parsePath';
import { valueAt } from '../../path';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';
import { lineEnd } from './inFrontOf';
import { endOf } from './movedEntry';

/** One item where a list is to stand: its dash is not there. */
export function* listFixes({ manifest: { text }, object }: FixScope): Generator<Candidate> {
  for (const { field, misfit } of misfits(object.value, object.kind)) {
    if (misfit?.should !== 'array') continue;
    const path = parsePath(field);
    const value = valueAt(object.value, path);
    const placed = object.rangeOf(path);
    if (!placed || placed.alias || !isMap(value) || !isItem(object.kind, path, value)) continue;
    const { start } = placed.value;
    const source = text.slice(start, endOf(text, placed.value));
    const name = String(path.at(-1));
    yield {
      code: 'wrong-type',
      title: source.startsWith('{')
        ? `Put the item of ${name} in brackets`
        : `Put a dash in front of the item of ${name}`,
      at: placed.value,
      edits: [
        { range: { start, end: start + source.length }, text: source.startsWith('{') ? `[${source}]` : dashed(source) },
      ],
      isCertain: true,
      object,
      becomes: withValue(object.value, path, [value]),
    };
  }
}

/** Whether a map has fields, and none but those of an item of the field's list. */
function isItem(kind: string, path: ReturnType<typeof parsePath>, value: object): boolean {
  const field = schemaField(kind, path);
  if (!field || isUnknownField(field) || !field.type.startsWith('[')) return false;
  const fields = fieldsOf(field.type.slice(1, -1));
  const names = Object.keys(value);
  return fields !== undefined && names.length > 0 && names.every((name) => entryOf(fields, name) !== undefined);
}

/** A block behind a dash: its further lines go as far to the right as the dash is wide. */
function dashed(source: string): string {
  const [first = '', ...rest] = source.split(/\r?\n/);
  return [`- ${first}`, ...rest.map((line) => (line.trim() === '' ? line : `  ${line}`))].join(lineEnd(source));
}
