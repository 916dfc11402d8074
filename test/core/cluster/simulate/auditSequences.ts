/** A change asked of the API server, in the words of an audit log. */
export interface AuditedChange {
  caller: string;
  verb: string;
  resource: string;
  subresource?: string;
  name?: string;
  code: number;
}

/** What was asked, by the object: of each object of a name the sequence of steps, and who told events. */
export interface AuditSequences {
  objects: Record<string, string[]>;
  events: string[];
}

/** The user of an audit log as a caller. */
export function callerOf(user: string): string {
  if (user === 'admin') return 'kubectl';
  if (user.startsWith('system:node:')) return 'kubelet';
  return user.replace('system:serviceaccount:kube-system:', '').replace(/^system:/, '');
}

/**
 * As the recordings' compare-api has it: the sequence of (caller, verb, subresource, code) of each object, repeats next to
 * each other once; generated names by what they were generated from; conflicts, which are chance, left out.
 */
export function auditSequences(changes: readonly AuditedChange[], manifest: string): AuditSequences {
  const names = new Set(
    [...manifest.matchAll(/^\s*(?:generateName|name):\s*["']?([\w.-]+)/gm)].map(([, name = '']) => name),
  );
  const events = new Set<string>();
  const sequences = new Map<string, { key: string; steps: string[] }>();
  for (const { caller, verb, resource, subresource = '', name = '', code } of changes) {
    if (resource === 'events') events.add(caller);
    if (resource === 'events' || code === 409) continue;
    const id = `${resource}/${name}`;
    const sequence = sequences.get(id) ?? { key: `${resource}/${plain(name, names)}`, steps: [] };
    sequences.set(id, sequence);
    const step = [caller, verb, subresource, code].filter((part) => part !== '').join(' ');
    if (sequence.steps.at(-1) !== step) sequence.steps.push(step);
  }
  const objects = new Map<string, string[]>();
  for (const { key, steps } of sequences.values()) objects.set(key, [...(objects.get(key) ?? []), steps.join(', ')]);
  return {
    objects: Object.fromEntries([...objects].map(([key, all]) => [key, all.toSorted()])),
    events: [...events].toSorted(),
  };
}

function plain(name: string, names: ReadonlySet<string>): string {
  if (names.has(name)) return name;
  const bases = [...names].map((one) => one.replace(/-+$/, '')).sort((a, b) => b.length - a.length);
  const base = bases.find((one) => name.startsWith(`${one}-`));
  return base === undefined ? name : base + name.slice(base.length).replaceAll(/-[^-]*/g, '-…');
}
