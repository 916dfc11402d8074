import { entryOf } from '../entryOf';

/** What makes the owners of pods, and the names that it gives them (a template's hash, a scheduled minute). */
const makers: Readonly<Record<string, { kind: string; suffix: RegExp }>> = {
  ReplicaSet: { kind: 'Deployment', suffix: /^-[a-z0-9]+$/ },
  Job: { kind: 'CronJob', suffix: /^-\d+$/ },
};

/**
 * Whether an object is one of these members (`Deployment web`), or is owned by one. An owner that is not read yet, or
 * may not be, is taken for one that its name says.
 *
 * @param chain the object and its owners, from itself upward: `Pod web-5d4f-x`, `ReplicaSet web-5d4f`
 */
export function isOfMembers(members: readonly string[], chain: readonly string[]): boolean {
  if (chain.some((one) => members.includes(one))) return true;
  const [kind = '', top = ''] = chain.at(-1)?.split(' ') ?? [];
  const maker = entryOf(makers, kind);
  return members.some((member) => {
    const [memberKind, memberName = ''] = member.split(' ');
    return memberKind === maker?.kind && top.startsWith(memberName) && maker?.suffix.test(top.slice(memberName.length));
  });
}
