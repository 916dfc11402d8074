import { shortField } from '../text/shortField';
import { isFieldEffect, type CallEffect, type Effect, type FieldEffect } from '../difference/effects';
import { code, joined, words, type Runs } from '../../textRuns';
import { shortValue } from './kubeletValue';

/**
 * The effects as lines, the important first: what reaches the container, then calls made or not made,
 * then what only follows, then labels and annotations. The parts of one mount or variable share a line, and so do
 * containers to which the same happens.
 */
export function effectLines(effects: readonly Effect[]): Runs[] {
  const lines: { rank: number; text: Runs }[] = [];
  const calls = effects.filter((effect): effect is CallEffect => !isFieldEffect(effect));
  for (const group of grouped(effects.filter(isFieldEffect))) {
    const first = group.parts[0];
    if (first)
      lines.push({ rank: Math.min(...group.calls.map((call) => rankOf({ ...first, call }))), text: fieldLine(group) });
  }
  const isLook = ({ call }: CallEffect): boolean => call.startsWith('ImageStatus');
  lines.push(...callLines(calls.filter((effect) => !isLook(effect))).map((text) => ({ rank: 1, text })));
  lines.push(...callLines(calls.filter(isLook)).map((text) => ({ rank: 1.5, text })));
  return lines.sort((a, b) => a.rank - b.rank).map(({ text }) => text);
}

/** The effect that says most of what the field does, among those of which there is something to see. */
export function mainEffect(effects: readonly Effect[]): Effect | undefined {
  const rank = (effect: Effect): number => (isFieldEffect(effect) ? rankOf(effect) : 1);
  const seen = effects.filter((effect) => (isFieldEffect(effect) ? effect.with !== undefined : effect.madeWith > 0));
  return seen.sort((a, b) => rank(a) - rank(b))[0];
}

/** Fields that belong together: the parts of a mount, the items of a list of texts, or one field alone. */
interface Group {
  /** The calls to which the same happens. */
  calls: string[];
  /** `config.mounts[/data]`, `config.args`, or the whole field. */
  name: string;
  parts: FieldEffect[];
}

function grouped(effects: readonly FieldEffect[]): Group[] {
  const groups = new Map<string, Group>();
  for (const effect of effects) {
    const entryEnd = effect.field.indexOf('].') + 1;
    const name = entryEnd > 0 ? effect.field.slice(0, entryEnd) : effect.field.replace(/\[\d+\]$/, '');
    const key = `${effect.call} ${name}`;
    const group = groups.get(key);
    if (group) group.parts.push(effect);
    else groups.set(key, { calls: [effect.call], name, parts: [effect] });
  }
  const merged = new Map<string, Group>();
  for (const group of groups.values()) {
    const same = JSON.stringify(group.parts.map((part) => [part.field, part.without, part.with]));
    const before = merged.get(same);
    if (before) before.calls.push(...group.calls);
    else merged.set(same, group);
  }
  return [...merged.values()];
}

function fieldLine({ calls, name, parts }: Group): Runs {
  const field = `${callNames(calls)} · ${shortField(name)}`;
  const [only] = parts;
  if (parts.length === 1 && only && only.field === name)
    return [...code(`${field}${sideText(only)}`), ...elseText(only)];
  const isList = parts.every((part) => /\[\d+\]$/.test(part.field) && part.field.startsWith(`${name}[`));
  if (isList) return listLine(field, parts);
  // A variable's value says all of it; an empty one is left out on the wire.
  if (/envs\[/.test(name) && parts.length <= 2) {
    const value = parts.find((part) => part.field === `${name}.value`);
    if (value) return [...code(`${field}${sideText(value)}`), ...elseText(value)];
    if (only?.with !== undefined) return code(`${field} = ""`);
  }
  const isGone = parts.every((part) => part.with === undefined);
  if (isGone) return words`${code(field)} is not sent`;
  const texts = parts
    .filter((part) => part.with !== undefined)
    .map((part) => `${part.field.slice(name.length + 1)}: ${sentValue(part.field, part.with)}`);
  return code(`${field} = {${texts.join(', ')}}`);
}

/** Items of a list of texts, those that changed: `args = ["--port", "8080"]`. */
function listLine(field: string, parts: readonly FieldEffect[]): Runs {
  const [only] = parts;
  if (parts.length === 1 && only) {
    const at = /\[\d+\]$/.exec(only.field)?.[0] ?? '';
    return [...code(`${field}${at}${sideText(only)}`), ...elseText(only)];
  }
  const shown = (side: 'with' | 'without'): string =>
    `[${parts.flatMap((part) => (part[side] === undefined ? [] : [sentValue(part.field, part[side])])).join(', ')}]`;
  const [now, before] = [cut(shown('with')), cut(shown('without'))];
  if (now === '[]') return words`${code(field)} is not sent (else ${code(before)})`;
  return words`${code(`${field} = ${now}`)}${before === '[]' ? '' : words` (else ${code(before)})`}`;
}

function sideText(effect: FieldEffect): string {
  return effect.with === undefined ? '' : ` = ${sentValue(effect.field, effect.with)}`;
}

function elseText(effect: FieldEffect): Runs {
  if (effect.with === undefined) return words` is not sent (else ${code(sentValue(effect.field, effect.without))})`;
  return effect.without === undefined ? [] : words` (else ${code(sentValue(effect.field, effect.without))})`;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 58)}…]` : text;
}

/** Calls to which the same happens share a line: `ImageStatus nginx:1`, `PullImage nginx:1` are made. */
function callLines(effects: readonly CallEffect[]): Runs[] {
  const calls = new Map<string, Runs[]>();
  for (const effect of effects) {
    const change = changeText(effect);
    calls.set(change, [...(calls.get(change) ?? []), code(effect.call)]);
  }
  return [...calls].map(
    ([change, names]) => words`${joined(names, ', ')} ${names.length > 1 ? 'are' : 'is'} ${change}`,
  );
}

/** `made`, `made twice (without this, once)` */
function changeText({ change, madeWith, madeWithout }: CallEffect): string {
  if (madeWith === 0 || madeWithout === 0) return change;
  return `made ${timesText(madeWith)} (without this, ${timesText(madeWithout)})`;
}

function timesText(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;
}

/** `CreateContainer app`, `CreateContainer app, log, RunPodSandbox`, `CreateContainer of 70`. */
function callNames(calls: readonly string[]): string {
  const subjects = new Map<string, string[]>();
  // The container's own call comes before the pod's.
  for (const call of [...calls].sort((a, b) => callRank(a) - callRank(b))) {
    const [method = ''] = call.split(' ');
    const subject = call.slice(method.length + 1);
    subjects.set(method, [...(subjects.get(method) ?? []), ...(subject ? [subject] : [])]);
  }
  return [...subjects]
    .map(([method, of]) => (of.length > 4 ? `${method} of ${of.length}` : `${method} ${of.join(', ')}`.trim()))
    .join(', ');
}

function callRank(call: string): number {
  return call.startsWith('RunPodSandbox') ? 1 : 0;
}

function rankOf({ call, field }: FieldEffect): number {
  if (/\.(labels|annotations)\b/.test(field)) return 3;
  if (/cgroup_parent|oom_score_adj|userns_options|Mappings/.test(field)) return 2;
  // That the image is pulled says more than that its name is passed on.
  if (field.endsWith('user_specified_image')) return 1.2;
  return call.startsWith('RunPodSandbox') ? 0.5 : 0;
}

/** A value as a person reads it: 64-bit integers are texts in JSON, and numbers all the same. */
function sentValue(field: string, value: unknown): string {
  const isNumber =
    typeof value === 'string' &&
    /^-?\d+$/.test(value) &&
    !/\.(labels|annotations)\b|envs\[|args\[|command\[/.test(field);
  return isNumber ? value : shortValue(value);
}
