import { isMap } from '../../isMap';
import { Quantity } from '../../api/quantity';
import type { AskingPlace } from '../../trace/assumption';
import { isSamePath, type Path } from '../../path';
import { missingText } from '../../trace/missingText';
import { containerOf, type FactContext } from './factContext';
import { code, prose, words, type Runs } from '../../textRuns';
import type { SchemaField } from '../../api/schemaField';
import { imageMistake, lateVariables } from './valueMistakes';
import { entryOf } from '../../entryOf';

/** A text is ours; values go into `words`. */
type Judge = (value: unknown, context: FactContext) => string | Runs | undefined;

/** What a value will do to the start that its author may not want. By `Definition.field`, map keys in brackets. */
const judges: Readonly<Record<string, Judge>> = {
  'Container.image': (value, context) => {
    if (typeof value !== 'string') return undefined;
    const mistake = imageMistake(value);
    if (mistake || value.includes('@')) return mistake;
    const last = value.slice(value.lastIndexOf('/') + 1);
    if (last.includes(':') && !last.endsWith(':latest')) return undefined;
    const policy = containerOf(context)?.imagePullPolicy;
    return policy === undefined || policy === 'Always'
      ? 'Without a tag of its own the registry is asked at each start, and what starts can change from one start to the next.'
      : 'Nodes keep whatever `latest` was when they pulled it; they may differ.';
  },
  'EnvVar.name': (_, context) => lateVariables(context),
  'Container.imagePullPolicy': (value) =>
    value === 'Never' ? 'On a node without the image the container waits in ErrImageNeverPull.' : undefined,
  'ResourceRequirements.limits[memory]': (value) => {
    const limit = typeof value === 'string' || typeof value === 'number' ? Quantity.of(value) : Quantity.zero;
    if (limit.isZero()) return undefined;
    return limit.value() < 6_291_456n
      ? 'Too little for runc to start a container (some 6 MiB): StartContainer fails.'
      : undefined;
  },
  'ResourceRequirements.limits[cpu]': (value) => {
    const limit = typeof value === 'string' || typeof value === 'number' ? Quantity.of(value) : Quantity.zero;
    if (limit.isZero()) return undefined;
    return limit.milliValue() < 100n
      ? 'So little CPU makes the start slow, and probes may time out meanwhile.'
      : undefined;
  },
  'ContainerPort.hostPort': (value) =>
    typeof value === 'number' && value > 0
      ? 'A second pod with this port does not fit on the same node and stays Pending.'
      : undefined,
  'SecurityContext.runAsNonRoot': nonRoot,
  'PodSecurityContext.runAsNonRoot': nonRoot,
  'PodSpec.schedulingGates': (value) =>
    Array.isArray(value) && value.length > 0
      ? 'The pod stays SchedulingGated, without any call, until every gate is removed.'
      : undefined,
  'PodSpec.ephemeralContainers': () =>
    'The API server refuses a new pod that has them. This shows what happens when `kubectl debug` adds them later.',
  'PodSpec.schedulerName': (value) =>
    typeof value === 'string' && value !== 'default-scheduler'
      ? words`Without a scheduler that calls itself ${code(value)} the pod stays Pending.`
      : undefined,
  'PodSpec.nodeName': () =>
    'This bypasses the scheduler: only the kubelet notices that the node is full, and nothing notices that it does not exist.',
  'PodSpec.terminationGracePeriodSeconds': (value) =>
    value === 0 ? 'The containers are killed at once, without a stop signal that they could handle.' : undefined,
  'PodSpec.dnsPolicy': (value, { pod }) =>
    value === 'ClusterFirst' && pod?.spec?.hostNetwork === true
      ? "With hostNetwork, this means the node's DNS, which does not resolve names of Services. ClusterFirstWithHostNet does."
      : undefined,
  'PodSpec.hostNetwork': (value, { pod }) =>
    value === true && pod?.spec?.dnsPolicy === undefined
      ? 'Without dnsPolicy: ClusterFirstWithHostNet, it does not resolve names of Services.'
      : undefined,
  'VolumeMount.subPath': (value) =>
    typeof value === 'string' && value !== ''
      ? 'A subPath mount does not follow later changes of a ConfigMap or Secret.'
      : undefined,
  'EnvVar.value': (value, context) => {
    if (typeof value !== 'string') return undefined;
    const late = lateVariables(context);
    if (late) return late;
    const environment: unknown = containerOf(context)?.env;
    const names = new Set(
      Array.isArray(environment)
        ? environment.map((variable: unknown) => (isMap(variable) ? variable['name'] : ''))
        : [],
    );
    if (containerOf(context)?.envFrom) return undefined;
    const unknown = [...value.matchAll(/(\$?)\$\(([\w.-]+)\)/g)]
      .filter(([, escape, name]) => escape === '' && !names.has(name))
      .map(([, , name]) => name);
    return unknown.length > 0 && !/_(SERVICE|PORT)/.test(unknown.join())
      ? words`This list has no variable ${code(unknown[0] ?? '')}: the text stays as written.`
      : undefined;
  },
};

function nonRoot(value: unknown, context: FactContext): string | undefined {
  if (value !== true) return undefined;
  const own = containerOf(context)?.securityContext;
  if ((own?.runAsUser ?? context.pod?.spec?.securityContext?.runAsUser) !== undefined) return undefined;
  return 'Without runAsUser the USER of the image must be a number other than 0, else the container waits in CreateContainerConfigError.';
}

/** The warnings for a value, and what of the world is taken for granted, or missing, because of it. */
export function fieldWarnings(field: SchemaField, value: unknown, context: FactContext): Runs[] {
  const name = `${field.definition}.${field.field}${field.key === undefined ? '' : `[${field.key}]`}`;
  const judge = field.index === undefined ? entryOf(judges, name) : undefined;
  const warning = judge?.(value, context);
  const own = typeof warning === 'string' ? prose(warning) : warning;
  return [...(own ? [words`⚠ ${own}`] : []), ...asked(context)];
}

/** What the field asks for that neither the manifest nor the workspace has. */
function asked({ world, place }: FactContext): Runs[] {
  const isHere = (other: AskingPlace | undefined): boolean =>
    other !== undefined &&
    other.kind === place.kind &&
    other.name === place.name &&
    other.namespace === place.namespace &&
    isAskedBy(other.path, place.path);
  const assumed = (world?.assumptions ?? []).filter((one) => isHere(one.place));
  const missing = (world?.missing ?? []).filter((one) => isHere(one.place));
  return [
    ...assumed.map(
      ({ what, consequence }) => words`Assumed: ${what}.${consequence ? ` Without it, ${consequence}.` : ''}`,
    ),
    ...missing.map((one) => {
      const { what, question } = missingText(one);
      return words`⚠ Nothing here has ${code(what)}: ${one.consequence}.${question && ` D${question.slice(1)}`}`;
    }),
  ];
}

/** Whether the field at the path asks: it names the object or the key, or is what holds the name. */
function isAskedBy(asking: Path, path: Path): boolean {
  const holder = asking.slice(0, -1);
  return (
    isSamePath(asking, path) ||
    isSamePath(holder, path) ||
    (path.at(-1) === 'key' && isSamePath(holder, path.slice(0, -1)))
  );
}
