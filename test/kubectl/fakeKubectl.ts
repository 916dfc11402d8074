import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '../../src/core/api/kubernetesObject';

/** How the fake answers a call; answerByRules.cjs says more. */
export interface FakeRule {
  /** A regular expression over the arguments, joined by spaces. */
  args: string;
  times?: number;
  lines?: { afterMs?: number; text: string }[];
  repeat?: number;
  told?: string;
  stderr?: string;
  code?: number;
  hang?: boolean;
  deaf?: boolean;
  plugin?: boolean;
}

export interface FakeKubectl {
  executable: string;
  /** The calls so far, each as its arguments, joined by spaces. */
  calls: () => string[];
  /** Lets the rules that are `told` this print one more line. */
  tell: (told: string, line: string) => void;
  /** How many of its processes, and of those that they started, are still there. */
  processes: () => number;
  remove: () => void;
}

/** An executable `kubectl` in a folder of its own, which answers by rules. `program` is answerByRules.cjs. */
export function fakeKubectl(
  rules: readonly FakeRule[],
  program = join(import.meta.dirname, 'answerByRules.cjs'),
): FakeKubectl {
  const folder = mkdtempSync(join(tmpdir(), 'pod-startup-kubectl-'));
  const executable = join(folder, 'kubectl');
  copyFileSync(program, executable);
  chmodSync(executable, 0o755);
  // Whatever the folders above say.
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules));
  for (const { told } of rules) if (told) writeFileSync(join(folder, told), '');
  const log = join(folder, 'calls.jsonl');
  const calls = (): { args: string; pid: number }[] =>
    existsSync(log)
      ? lines(readFileSync(log, 'utf8')).map((line) => JSON.parse(line) as { args: string; pid: number })
      : [];
  return {
    executable,
    calls: () => calls().map(({ args }) => args),
    tell: (told, line) => appendFileSync(join(folder, told), line),
    processes: () => {
      // Each is the leader of a group of its own.
      const groups = new Set(calls().map(({ pid }) => String(pid)));
      const all = lines(execFileSync('ps', ['-eo', 'pgid=,stat='], { encoding: 'utf8' }));
      return all.filter((line) => {
        const [group = '', state = ''] = line.trim().split(/\s+/);
        return groups.has(group) && !state.startsWith('Z');
      }).length;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What the API server says to a list. */
export function listOf(resourceVersion: string, ...items: KubernetesObject[]): { text: string }[] {
  return [{ text: JSON.stringify({ kind: 'List', metadata: { resourceVersion }, items }) }];
}

/** A line of a watch. */
export function watchLine(type: string, object: object): string {
  return `${JSON.stringify({ type, object })}\n`;
}

export function forbidden(verb: string, what: string): Pick<FakeRule, 'stderr' | 'code'> {
  const stderr = `Error from server (Forbidden): ${what} is forbidden: User "someone" cannot ${verb} resource "${what}" in API group "" in the namespace "shop"\n`;
  return { stderr, code: 1 };
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
