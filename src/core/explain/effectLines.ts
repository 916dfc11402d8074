import { isFieldEffect, type CallEffect, type Effect, type FieldEffect } from './effects';
import { shortValue } from './kubeletValue';

/** Text in a code span: nothing in it is Markdown. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ').replace(/\s*\n\s*/g, '↵')}\``;
}

/**
 * The effects as lines of Markdown, the important first: what reaches the container, then calls made or not made,
 * then what only follows, then labels and annotations. The parts of one mount or variable share a line, and so do
 * containers to which the same happens.
 */
export function effectLines(effects: readonly Effect[]): string[] {
  const lines: { rank: number; text: string }[] = [];
  const calls = effects.filter((effect): effect is CallEffect => !isFieldEffect(effect));
  for (const group of grouped(effects.filter(isFieldEffect))) {
    const first = group.parts[0];
    if (first) lines.push({ rank: rankOf(first), text: fieldLine(group) });
  }
  for (const effect of calls) lines.push({ rank: 1, text: callLine(effect) });
  return lines.sort((a, b) => a.rank - b.rank).map(({ text }) => text);
}

/** Fields of one call that belong together: the parts of a mount, or one field alone. */
interface Group {
  calls: string[];
  /** `config.mounts[/data]`, or the whole field. */
  name: string;
  parts: FieldEffect[];
}

function grouped(effects: readonly FieldEffect[]): Group[] {
  const groups = new Map<string, Group>();
  for (const effect of effects) {
    const name = /^.*?\[[^\]]*\](?=\.)/.exec(effect.field)?.[0] ?? effect.field;
    const key = `${effect.call} ${name}`;
    const group = groups.get(key);
    if (group) group.parts.push(effect);
    else groups.set(key, { calls: [effect.call], name, parts: [effect] });
  }
  const merged = new Map<string, Group>();
  for (const group of groups.values()) {
    const [method] = (group.calls[0] ?? '').split(' ');
    const same = JSON.stringify([method, group.parts.map((part) => [part.field, part.without, part.with])]);
    const before = merged.get(same);
    if (before) before.calls.push(...group.calls);
    else merged.set(same, group);
  }
  return [...merged.values()];
}

function fieldLine({ calls, name, parts }: Group): string {
  const field = `${callNames(calls)} · ${shortField(name)}`;
  const [only] = parts;
  if (parts.length === 1 && only && only.field === name) return `${code(`${field}${sideText(only)}`)}${elseText(only)}`;
  // A variable's value says all of it.
  const value = parts.find((part) => part.field === `${name}.value`);
  if (value && parts.length <= 2 && /envs\[/.test(name))
    return `${code(`${field}${sideText(value)}`)}${elseText(value)}`;
  const isGone = parts.every((part) => part.with === undefined);
  if (isGone) return `${code(field)} is not sent`;
  const texts = parts
    .filter((part) => part.with !== undefined)
    .map((part) => `${part.field.slice(name.length + 1)}: ${sentValue(part.field, part.with)}`);
  return code(`${field} = {${texts.join(', ')}}`);
}

function sideText(effect: FieldEffect): string {
  return effect.with === undefined ? '' : ` = ${sentValue(effect.field, effect.with)}`;
}

function elseText(effect: FieldEffect): string {
  if (effect.with === undefined) return ` is not sent (else ${code(sentValue(effect.field, effect.without))})`;
  return effect.without === undefined ? '' : ` (else ${code(sentValue(effect.field, effect.without))})`;
}

function callLine(effect: CallEffect): string {
  const call = code(effect.call);
  if (effect.madeWith === 0) return `${call} is not made`;
  return effect.madeWithout === 0 ? `${call} is made` : `${call} is ${effect.change}`;
}

/** `CreateContainer app`, `CreateContainer app, log`, `CreateContainer of 70 containers`. */
function callNames(calls: readonly string[]): string {
  const [first = ''] = calls;
  const method = first.split(' ')[0] ?? '';
  if (calls.length > 4) return `${method} of ${calls.length}`;
  return `${method} ${calls.map((call) => call.slice(method.length + 1)).join(', ')}`.trim();
}

/** The field without `config.`, which every one of them would begin with. */
export function shortField(field: string): string {
  return field.replace(/^config\./, '');
}

function rankOf({ call, field }: FieldEffect): number {
  if (/\.(labels|annotations)\b/.test(field)) return 3;
  if (/cgroup_parent|oom_score_adj|userns_options|Mappings/.test(field)) return 2;
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
