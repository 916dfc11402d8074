import { containerd17 } from './containerd17';
import { containerd2 } from './containerd2';
import type { ContainerRuntime } from './containerRuntime';
import { crio } from './crio';
import { fakecri } from './fakecri';
import { remembering } from '../../remembering';

/** The runtimes that a person chooses from, each with the release that is meant where none is said. */
export const runtimeChoices = {
  containerd: 'containerd://2.4.2',
  'containerd-1.7': 'containerd://1.7.35',
  'cri-o': 'cri-o://1.36.3',
} as const;
export type RuntimeChoice = keyof typeof runtimeChoices;

/** What each choice is called. */
export const runtimeTitles = {
  containerd: 'containerd 2',
  'containerd-1.7': 'containerd 1.7',
  'cri-o': 'CRI-O',
} as const satisfies Readonly<Record<RuntimeChoice, string>>;

/**
 * A runtime by what a node or a scenario says of it: `containerd://1.7.27`, `cri-o://1.33.0`, `fakecri://…`. One that is
 * not known is taken for today's containerd; without a release it is the usual one.
 */
export const runtimeOf: (said: string) => ContainerRuntime = remembering((said) => {
  const [, scheme = '', major, minor = '', patch = ''] =
    /^([\w-]+):\/\/v?(?:(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?)?/.exec(said) ?? [];
  switch (scheme) {
    case 'fakecri':
      return fakecri(said);
    case 'cri-o':
      return major === undefined ? crio(runtimeChoices['cri-o'], [36, 3]) : crio(said, [Number(minor), Number(patch)]);
    case 'containerd':
      if (major === undefined) return containerd2(runtimeChoices.containerd, 4);
      return major === '1' ? containerd17(said) : containerd2(said, Number(minor));
    default:
      return containerd2(runtimeChoices.containerd, 4);
  }
});

/** What a person wrote for a runtime, as a node tells it: a choice's name, or that already; undefined where it is neither. */
export function runtimeNamed(text: string): string | undefined {
  const choice = Object.entries(runtimeChoices).find(([name]) => name === text)?.[1];
  return choice ?? (/^(?:containerd|cri-o):\/\/v?\d{1,4}\.\d{1,4}(?:\.\S{1,60})?$/.test(text) ? text : undefined);
}
