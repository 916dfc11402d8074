import { isMap } from '../../isMap';
import { controlPlaneRelease } from '../../circumstances/controlPlaneRelease';
import { withValue } from '../../changedValue';
import { newestVersion, releaseOf } from '../../release/kubernetesRelease';
import { podSpecsOf } from '../../manifest/podSpecs';
import { valueAt, type Path } from '../../path';
import type { Candidate, TextEdit } from './fix';
import type { FixScope } from './fixScope';
import { columnOf, inFrontOf, lineEnd, quotedLike } from './inFrontOf';
import { endOf, withComment, withoutItem } from './movedEntry';

/**
 * Containers beside the first of a Job, as sidecars that end with it: which of them only helps, nobody knows but who
 * wrote it.
 */
export function* sidecarFixes({ manifest, object, options }: FixScope): Generator<Candidate> {
  const releases = [controlPlaneRelease(options), releaseOf(options.kubernetes ?? newestVersion)];
  const isKnown = releases.every(({ gates }) => gates.SidecarContainers);
  if ((object.kind !== 'Job' && object.kind !== 'CronJob') || !isKnown) return;
  const { text } = manifest;
  for (const spec of podSpecsOf(object)) {
    const containers = valueAt(object.value, [...spec, 'containers']);
    const inits = valueAt(object.value, [...spec, 'initContainers']) ?? null;
    if (!Array.isArray(containers) || containers.length < 2 || (inits !== null && !Array.isArray(inits))) continue;
    for (const [i, container] of containers.entries()) {
      const path: Path = [...spec, 'containers', i];
      const name = object.rangeOf([...path, 'name']);
      if (!isMap(container) || 'restartPolicy' in container || typeof container['name'] !== 'string' || !name) continue;
      const edits = moved(text, { manifest, object, options }, spec, i);
      if (!edits) continue;
      const sidecar = { ...container, restartPolicy: 'Always' };
      const fewer = withValue(object.value, path, undefined);
      yield {
        code: 'job-held-by-sidecar',
        title: `Move ${container['name']} to initContainers with restartPolicy: Always`,
        at: name.value,
        edits,
        isCertain: false,
        object,
        becomes: withValue(fewer, [...spec, 'initContainers'], [...(inits ?? []), sidecar]),
      };
    }
  }
}

function moved(text: string, { object }: FixScope, spec: Path, index: number): TextEdit[] | undefined {
  const list = object.rangeOf([...spec, 'containers']);
  const item = object.rangeOf([...spec, 'containers', index]);
  const map = object.rangeOf(spec);
  const inits = object.rangeOf([...spec, 'initContainers']);
  if (!list?.key || !item || !map || [list, item, map, inits].some((placed) => placed?.alias)) return undefined;
  const eol = lineEnd(text);
  const isFlow = text[item.value.start] === '{';
  const indent = columnOf(text, item.value.start);
  const end = endOf(text, item.value);
  const source = text.slice(item.value.start, end);
  const comment = text.slice(end, withComment(text, end));
  const like = (word: string): string => quotedLike(text, list.key ?? list.value, word);
  const policy = `${like('restartPolicy')}: ${like('Always')}`;
  const sidecar = isFlow
    ? `${withoutComma(source.slice(0, -1))}, ${policy} }`
    : `${policy}${eol}${' '.repeat(indent)}${source}`;
  const whole = sidecar + comment;
  if (text[list.value.start] === '[') {
    if (!isFlow) return undefined;
    const removal = withoutItem(text, item.value);
    if (!inits) return [inFrontOf(text, map.value, list.key, `${like('initContainers')}: [${sidecar}]`), removal];
    if (text[inits.value.start] !== '[' || text[inits.value.end - 1] !== ']') return undefined;
    const close = inits.value.end - 1;
    const isEmpty = text.slice(inits.value.start + 1, close).trim() === '';
    const edit = { range: { start: close, end: close }, text: `${isEmpty ? '' : ', '}${sidecar}` };
    return close < item.value.start ? [edit, removal] : [removal, edit];
  }
  const lineStart = text.lastIndexOf('\n', item.value.start - 1) + 1;
  const [dash = ''] = /^ *- +$/.exec(text.slice(lineStart, item.value.start)) ?? [];
  const afterItem = text.indexOf('\n', end);
  if (dash === '') return undefined;
  const behind = afterItem < 0 ? text.length : afterItem + 1;
  // The last line of the text may have no end: then the one before gives its own.
  const start = afterItem < 0 ? lineStart - eol.length : lineStart;
  const removal: TextEdit = { range: { start, end: behind }, text: '' };
  if (!inits) {
    const entry = `${like('initContainers')}:${eol}${dash}${whole}`;
    return [inFrontOf(text, map.value, list.key, entry), removal];
  }
  if (text[inits.value.start] === '[' || inits.value.start === inits.value.end) return undefined;
  const last = endOf(text, inits.value);
  const line = text.indexOf('\n', last);
  const at = line < 0 ? text.length : line + 1;
  const initDash = ' '.repeat(columnOf(text, inits.value.start));
  if (dash.indexOf('-') !== initDash.length) return undefined;
  const edit: TextEdit = {
    range: { start: at, end: at },
    text: line < 0 ? `${eol}${dash}${whole}` : `${dash}${whole}${eol}`,
  };
  return at <= start ? [edit, removal] : [removal, edit];
}

/** Without the comma and the blanks at its end. */
function withoutComma(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(',') ? trimmed.slice(0, -1) : trimmed;
}
