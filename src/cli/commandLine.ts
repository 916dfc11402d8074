import { parseArgs } from 'node:util';
import { nearestVersion } from '../core/release/nearestVersion';
import type { ChangeLevel } from '../core/upgrade/changeLevel';
import { severities, type CheckSeverity } from '../core/explain/check/checkFinding';
import type { Level } from '../core/trace/level';
import { traitKinds, type TraitKind } from '../core/workload/traits';
import type { WhatIf } from '../core/circumstances/whatIf/whatIf';
import { timeOf } from '../core/circumstances/whatIf/amounts';
import { readBudget, type Budget } from './ci/budgets';
import { readWhatIf, withWhatIf } from '../core/circumstances/whatIf/whatIfText';
import { nodeKindOf, nodeKinds } from '../core/scenario/nodeKinds';
import { runtimeChoices, runtimeNamed } from '../core/scenario/runtimes/runtimeOf';
import { CommandError } from './commandError';
import { commandNames } from './helpText';
import { commandsWith, ownOptions, takesOption } from './optionsOf';
import { shownValue } from './shownValue';
import { asError } from '../core/asError';
import { startFileEnding } from '../core/observe/saved/readStartFile';
import { valueAt } from '../core/path';

/** What the flags say; what was not given is undefined. */
export interface Flags {
  format?: string;
  namespace?: string;
  assume?: 'usual' | 'nothing';
  scenario?: string;
  seconds?: number;
  /** A release, as it was named: `1.34`, `v1.34.4`; one that is not known is taken to the nearest. */
  kubernetes?: string;
  /** The kind of the node. */
  node?: string;
  /** A choice's name, or as a node tells it. */
  runtime?: string;
  /** A manifest to apply and watch. */
  filename?: string;
  /** A manifest that an observed start is compared with. */
  manifest?: string;
  context?: string;
  /** The kubeconfig's file, where it is not the usual one. */
  kubeconfig?: string;
  /** What is printed as JSON is printed as YAML. */
  asYaml?: boolean;
  /** Seconds. */
  timeout?: number;
  /** It runs in a pipeline: quiet, and with the exit codes that one looks at. */
  ci?: boolean;
  /** What each pod may take at most. */
  budgets?: Budget[];
  /** A file for the result as JUnit's XML. */
  junit?: string;
  /** A file that the result is added to as Markdown. */
  summary?: string;
  /** What asks is answered. */
  yes?: boolean;
  /** What was applied is deleted in the end. */
  delete?: boolean;
  /** A file for the start as it was seen. */
  save?: string;
  /** What the pods of a workload are told apart by. */
  groupBy?: TraitKind;
  /** Files of containers' logs, beside saved output. */
  logs?: string[];
  /** The folders within a folder count, too. */
  recursive?: boolean;
  /** Each call says what it is for and why it comes now. */
  why?: boolean;
  /** A file is explained as the kustomization that names it makes it. */
  rendered?: boolean;
  /** Files of values for a chart, after its values.yaml. */
  values?: string[];
  /** The changes that are asked of the API server instead of the runtime's calls. */
  api?: boolean;
  /** The faults that a start has, by their ids; of two starts the second. */
  fault?: string[];
  /** What is changed of a start's circumstances, each a line; of two starts of the second. */
  whatIf?: WhatIf[];
  /** What becomes of unknown fields, as kubectl's own flag has it. */
  validate?: 'strict' | 'ignore';
  /** Of which moment is told, counted from the start: `12s`. */
  at?: string;
  /** How long after its container's start the application answers; `never`. */
  answersAfter?: string;
  /** How much of a trace is told. */
  level?: Level;
  /** From which severity on a finding of a check counts as a failure. */
  failOn?: CheckSeverity;
  /** A file of what is accepted of a check. */
  baseline?: string;
  /** What is found is accepted from now on. */
  writeBaseline?: boolean;
  /** The two releases of an upgrade, as they were named. */
  from?: string;
  to?: string;
  /** An upgrade that changes something is exit code 1. */
  failOnChange?: boolean;
  /** A folder to write into. */
  out?: string;
  /** Values of Secrets are written. */
  revealSecrets?: boolean;
  /** An upgrade that changes so much, or more, is exit code 1. */
  failOnLevel?: ChangeLevel;
  /** Folders that assistants may read. */
  root?: string[];
  /** Assistants may read the cluster of the context that is named. */
  cluster?: boolean;
}

/** A command line, read. */
export type CommandLine =
  | { type: 'help'; of?: string }
  | { type: 'version' }
  | { type: 'run'; command: string; file: string; more: string[]; flags: Flags };

/** Reads the arguments after the program's name. Throws CommandError with exit code 2. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  if (values.version || (positionals[0] === 'version' && positionals.length === 1)) return { type: 'version' };
  if (values.help || positionals[0] === 'help') return helpAsked(positionals);
  const { filename: named } = values;
  // As kubectl has it: explain -f DIR -R.
  const given = named !== undefined && positionals[0] !== 'watch' && positionals.length === 1 ? [named] : [];
  const [command, file, ...more] = [...positionals, ...given];
  if (command === undefined) return { type: 'help' };
  if (!commandNames.includes(command)) throw new CommandError(notCommand(command), 2);
  if (command === 'mcp' && file !== undefined)
    throw new CommandError(
      `mcp takes no FILE: ${file} is one too many. --root FOLDER names a folder that it may read`,
      2,
    );
  if (!file && command !== 'mcp' && !(command === 'watch' && values.filename !== undefined))
    throw new CommandError(
      `${command} needs ${command === 'watch' ? 'a POD, a TYPE/NAME or -f FILE' : command === 'completion' ? 'a shell: bash, zsh or fish' : 'a FILE, or - for standard input'}`,
      2,
    );
  if (command === 'compare' && more[0] === undefined) throw new CommandError('compare needs two FILEs', 2);
  const tooMany = command === 'compare' ? more[1] : more[0];
  if (tooMany !== undefined && !['observe', 'check', 'watch'].includes(command))
    throw new CommandError(
      `${command === 'compare' ? 'two FILEs' : 'one FILE'} at a time: ${tooMany} is one too many`,
      2,
    );
  for (const option of ownOptions)
    if (values[option] !== undefined && !takesOption(command, option))
      throw new CommandError(`--${option} is for ${commandsWith(option).join(', ')}`, 2);
  const {
    format,
    namespace,
    assume,
    scenario,
    seconds,
    kubernetes,
    runtime,
    node,
    filename,
    manifest,
    context,
    timeout,
  } = values;
  return {
    type: 'run',
    command,
    file: file ?? '',
    more,
    flags: {
      ...(format !== undefined && { format }),
      ...(values.output !== undefined && outputOf(values.output, format)),
      ...(values.kubeconfig !== undefined && { kubeconfig: values.kubeconfig }),
      ...(namespace !== undefined && { namespace }),
      ...(assume !== undefined && { assume: assumed(assume) }),
      ...(scenario !== undefined && { scenario }),
      ...(seconds !== undefined && { seconds: positiveNumber(seconds, 'seconds') }),
      ...(kubernetes !== undefined && { kubernetes: release(kubernetes) }),
      ...(runtime !== undefined && { runtime: knownRuntime(runtime) }),
      ...(node !== undefined && { node: knownNode(node, scenario) }),
      ...(filename !== undefined && { filename }),
      ...(manifest !== undefined && { manifest }),
      ...(context !== undefined && { context }),
      ...(timeout !== undefined && { timeout: secondsOf(timeout) }),
      ...(values.ci && { ci: true }),
      ...(values.budget !== undefined && { budgets: values.budget.map(readBudget) }),
      ...(values.junit !== undefined && { junit: values.junit }),
      ...(values.summary !== undefined && { summary: values.summary }),
      ...(values.yes && { yes: true }),
      ...(values.delete && { delete: true }),
      ...(values.recursive && { recursive: true }),
      ...(values.rendered && { rendered: true }),
      ...(values.values !== undefined && { values: values.values }),
      ...(values.why && { why: true }),
      ...(values.api && { api: true }),
      ...(values.fault !== undefined && { fault: values.fault }),
      ...(values['what-if'] !== undefined && { whatIf: whatIfsOf(values['what-if']) }),
      ...(values['answers-after'] !== undefined && { answersAfter: values['answers-after'] }),
      ...(values.at !== undefined && { at: values.at }),
      ...(values.save !== undefined && { save: startFileNamed(values.save) }),
      ...(values.logs !== undefined && { logs: values.logs }),
      ...(values['group-by'] !== undefined && { groupBy: groupNamed(values['group-by']) }),
      ...(values.validate !== undefined && { validate: validated(values.validate) }),
      ...(values.level !== undefined && { level: levelNamed(values.level) }),
      ...(values['fail-on'] !== undefined && failingOf(command, values['fail-on'])),
      ...(values.baseline !== undefined && { baseline: values.baseline }),
      ...(values['write-baseline'] && { writeBaseline: true }),
      ...(values.from !== undefined && { from: values.from }),
      ...(values.to !== undefined && { to: values.to }),
      ...(values['fail-on-change'] && { failOnChange: true }),
      ...(values.out !== undefined && { out: values.out }),
      ...(values['reveal-secrets'] && { revealSecrets: true }),
      ...(values.root !== undefined && { root: values.root }),
      ...(values.cluster && { cluster: true }),
    },
  };
}

/** `--help` with a command, or `help COMMAND`, is about that one. */
function helpAsked(positionals: readonly string[]): CommandLine {
  const of = positionals.find((word) => word !== 'help');
  return { type: 'help', ...(of !== undefined && commandNames.includes(of) && { of }) };
}

/** That there is no such command; of a file, which one it may be for. */
function notCommand(given: string): string {
  const isFile = /[./\\]/.test(given);
  const next = isFile ? `to tell how its pods start, pod-startup explain ${shownValue(given)}; ` : '';
  return `there is no command ${shownValue(given)}: ${next}see pod-startup --help`;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        output: { type: 'string', short: 'o' },
        kubeconfig: { type: 'string' },
        namespace: { type: 'string', short: 'n' },
        assume: { type: 'string' },
        scenario: { type: 'string' },
        seconds: { type: 'string' },
        kubernetes: { type: 'string' },
        runtime: { type: 'string' },
        node: { type: 'string' },
        filename: { type: 'string', short: 'f' },
        manifest: { type: 'string' },
        context: { type: 'string' },
        timeout: { type: 'string' },
        ci: { type: 'boolean' },
        budget: { type: 'string', multiple: true },
        junit: { type: 'string' },
        summary: { type: 'string' },
        yes: { type: 'boolean', short: 'y' },
        delete: { type: 'boolean' },
        recursive: { type: 'boolean', short: 'R' },
        rendered: { type: 'boolean' },
        values: { type: 'string', multiple: true },
        why: { type: 'boolean' },
        api: { type: 'boolean' },
        fault: { type: 'string', multiple: true },
        'what-if': { type: 'string', multiple: true },
        logs: { type: 'string', multiple: true },
        'group-by': { type: 'string' },
        'answers-after': { type: 'string' },
        at: { type: 'string' },
        save: { type: 'string' },
        validate: { type: 'string' },
        level: { type: 'string' },
        'fail-on': { type: 'string' },
        baseline: { type: 'string' },
        'write-baseline': { type: 'boolean' },
        from: { type: 'string' },
        to: { type: 'string' },
        'fail-on-change': { type: 'boolean' },
        out: { type: 'string' },
        'reveal-secrets': { type: 'boolean' },
        root: { type: 'string', multiple: true },
        cluster: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new CommandError(wrongOption(error), 2);
  }
}

/** What is wrong with the options, where Node says it at length, and for its own callers. */
function wrongOption(error: unknown): string {
  const { message } = asError(error);
  const code = valueAt(error, ['code']);
  const [, option] = /^(?:Unknown option|Option) '([^' ]+)/.exec(message) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && option !== undefined)
    return `there is no option ${option}: see pod-startup --help`;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' && option !== undefined) {
    const takesNone = /does not take an argument/.test(message);
    if (message.includes('ambiguous'))
      return `the option ${option} needs a value: ${option}=VALUE takes one that begins with -`;
    return `the option ${option.replace(/,$/, '')} ${takesNone ? 'takes no value' : 'needs a value'}: see pod-startup --help`;
  }
  return message;
}

/** As with kubectl, -o says the format, and every command that has json has yaml. */
function outputOf(output: string, format: string | undefined): Pick<Flags, 'format' | 'asYaml'> {
  if (format !== undefined) throw new CommandError('--output and --format are the same option: give one of them', 2);
  return output === 'yaml' ? { format: 'json', asYaml: true } : { format: output };
}

/** A time such as `5m`, or a number of seconds. */
function secondsOf(text: string): number {
  const time = timeOf(text);
  if (time === undefined || time === 0)
    throw new CommandError(`--timeout is a time such as 300 or 5m, not ${shownValue(text)}`, 2);
  return time / 1000;
}

function positiveNumber(text: string, flag: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new CommandError(`--${flag} is a number of seconds, not ${shownValue(text)}`, 2);
  return number;
}

/** A check fails on a finding of a severity, an upgrade on a change of a level. */
function failingOf(command: string, text: string): Pick<Flags, 'failOn' | 'failOnLevel'> {
  return command === 'upgrade' ? { failOnLevel: failingLevel(text) } : { failOn: severityNamed(text) };
}

/** By the end of its name VS Code opens it as a start; and no other file is overwritten by mistake. */
function startFileNamed(file: string): string {
  if (file.endsWith(startFileEnding)) return file;
  throw new CommandError(`--save is a file that ends in ${startFileEnding}, not ${shownValue(file)}`, 2);
}

function failingLevel(text: string): ChangeLevel {
  if (text === 'any') return 'words';
  if (text === 'refused' || text === 'different') return text;
  throw new CommandError(`--fail-on is refused, different or any, not ${shownValue(text)}`, 2);
}

function levelNamed(text: string): Level {
  if (text !== '1' && text !== '2' && text !== '3')
    throw new CommandError(`--level is 1, 2 or 3, not ${shownValue(text)}`, 2);
  return text === '1' ? 1 : text === '2' ? 2 : 3;
}

function groupNamed(text: string): TraitKind {
  const found = traitKinds.find((one) => one === text);
  if (!found) throw new CommandError(`--group-by is ${traitKinds.join(', ')}, not ${shownValue(text)}`, 2);
  return found;
}

function severityNamed(text: string): CheckSeverity {
  const found = severities.find((one) => one === text);
  if (!found) throw new CommandError(`--fail-on is ${severities.join(', ')}, not ${text}`, 2);
  return found;
}

function whatIfsOf(lines: readonly string[]): WhatIf[] {
  return lines.reduce((all: WhatIf[], line) => {
    const read = readWhatIf(line);
    if ('problem' in read) throw new CommandError(`--what-if ${line}: ${read.problem}`, 2);
    return withWhatIf(all, read);
  }, []);
}

function assumed(text: string): 'usual' | 'nothing' {
  if (text !== 'usual' && text !== 'nothing')
    throw new CommandError(`--assume is usual or nothing, not ${shownValue(text)}`, 2);
  return text;
}

function validated(text: string): 'strict' | 'ignore' {
  if (text !== 'strict' && text !== 'ignore')
    throw new CommandError(`--validate is strict or ignore, not ${shownValue(text)}`, 2);
  return text;
}

function knownNode(text: string, scenario: string | undefined): string {
  if (nodeKindOf(text) === undefined)
    throw new CommandError(`--node is ${Object.keys(nodeKinds).join(', ')}, not ${shownValue(text)}`, 2);
  if (scenario !== undefined)
    throw new CommandError(`--node is not for a scenario, which says it itself: "node": {"like": "${text}"}`, 2);
  return text;
}

function knownRuntime(text: string): string {
  if (runtimeNamed(text) !== undefined) return text;
  const names = Object.keys(runtimeChoices).join(', ');
  throw new CommandError(
    `--runtime is ${names}, or as a node reports it, such as containerd://1.7.27; not ${shownValue(text)}`,
    2,
  );
}

function release(text: string): string {
  if (!nearestVersion(text))
    throw new CommandError(`--kubernetes is a release such as 1.34, not ${shownValue(text)}`, 2);
  return text;
}
