import { entryOf } from '../core/entryOf';
import { knownKeys } from '../core/knownKeys';

/** The commands that simulate a start; a hover, which starts it many times, has no faults, and only explain renders. */
const withFaults = ['explain', 'calls', 'outcome', 'compare', 'crictl'];
type OwnOption =
  | 'fault'
  | 'what-if'
  | 'logs'
  | 'group-by'
  | 'values'
  | 'answers-after'
  | 'at'
  | 'from'
  | 'to'
  | 'fail-on-change'
  | 'ci'
  | 'budget'
  | 'junit'
  | 'summary'
  | 'fail-on'
  | 'baseline'
  | 'write-baseline'
  | 'save'
  | 'out'
  | 'reveal-secrets'
  | 'root'
  | 'cluster';
const commandsOf: Readonly<Record<OwnOption, readonly string[]>> = {
  fault: withFaults,
  'what-if': [...withFaults, 'hover', 'upgrade', 'observe'],
  logs: ['observe', 'explain'],
  'group-by': ['observe', 'watch'],
  values: ['explain', 'upgrade', 'check'],
  'answers-after': ['ready', 'explain'],
  at: ['explain', 'observe'],
  from: ['upgrade'],
  to: ['upgrade'],
  'fail-on-change': ['upgrade'],
  ci: ['watch'],
  budget: ['watch'],
  junit: ['watch'],
  summary: ['watch'],
  'fail-on': ['check', 'upgrade'],
  baseline: ['check'],
  'write-baseline': ['check'],
  save: ['observe', 'watch'],
  out: ['crictl'],
  'reveal-secrets': ['crictl'],
  root: ['mcp'],
  cluster: ['mcp'],
};

/** The options that not every command takes. */
export const ownOptions = knownKeys(commandsOf);

/** The commands that take one of them. */
export function commandsWith(option: OwnOption): readonly string[] {
  return commandsOf[option];
}

/** Whether a command takes an option, by its name without dashes. */
export function takesOption(command: string, option: string): boolean {
  // It has --from and --to in its place.
  if (command === 'upgrade' && option === 'kubernetes') return false;
  return entryOf(commandsOf, option)?.includes(command) ?? true;
}
