import { firstSeen } from '../trace/eventTimes';
import { alphanums } from '../random';
import { changeOf, type Change } from './change';
import type { Side } from './shownStart';

/** Which events only one of two starts has, or has in other words. */
export function eventChanges([mine, theirs]: readonly [Side, Side], until: number): Change[] {
  const [before, after] = [messagesOf(mine, until), messagesOf(theirs, until)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((what) => {
    const [own, others] = [before.get(what) ?? new Set<string>(), after.get(what) ?? new Set<string>()];
    const gone = [...own].filter((message) => !others.has(message)).sort();
    const come = [...others].filter((message) => !own.has(message)).sort();
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, i) =>
      changeOf('event', what, gone[i], come[i]),
    );
  });
}

/** By reason and what it is about, what events say. */
function messagesOf({ shown, chance }: Side, until: number): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const event of shown.events) {
    const seen = firstSeen(event);
    if (seen && seen.at - seen.precision > until) continue;
    const { reason = '', type, message = '', involvedObject } = event;
    const container = /\{([^{}]*)\}$/.exec(involvedObject.fieldPath ?? '')?.[1];
    const whose = involvedObject.kind === 'Pod' ? '' : `${involvedObject.kind} `;
    const what = [`${whose}${reason}`, ...(container ? [`container ${container}`] : []), ...(type === 'Warning' ? ['warning'] : [])]; // prettier-ignore
    const known = found.get(what.join(', '));
    const text = withoutGenerated(withoutUids(chance.without(message)), chance.without(involvedObject.name ?? ''));
    if (known) known.add(text);
    else found.set(what.join(', '), new Set([text]));
  }
  return found;
}

/** Names of volumes that are made have uids. */
function withoutUids(text: string): string {
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>');
}

/** How the names end that a controller makes: the hash of a template, and what a generated name gets. */
const letters = `[${alphanums}]`;
const ending = new RegExp(`(-(?:<hash>|${letters}{6,10}))?(-(?:<x>|${letters}{5}))?$`);
const word = /[a-z0-9<>.-]+/g;

/** Pods that are refused have names, and their ReplicaSet a hash, that no pod tells. */
function withoutGenerated(text: string, owner: string): string {
  const stem = owner.replace(ending, '');
  return text.replace(word, (name) => {
    const [end, hash, drawn] = ending.exec(name) ?? [''];
    if (!end || name.slice(0, -end.length) !== stem) return name;
    return `${stem}${hash ? '-<hash>' : ''}${drawn ? '-<x>' : ''}`;
  });
}
