import { imageNameOf } from '../../componentHelpers/imageName';
import { commonImageSize } from '../../scenario/imageSizes';
import { formatBytes } from '../../trace/pulledEvent';
import { asDeclared } from '../../api/asDeclared';
import { Quantity } from '../../api/quantity';
import type { Container, Probe } from '../../api/types';
import { valueAt, type Path } from '../../path';
import { code, prose, words, type Runs } from '../../textRuns';
import type { SchemaField } from '../../api/schemaField';
import { entryOf } from '../../entryOf';
import { probeTimes } from '../../probeClock/probeTimes';

/** What is needed to say what a value comes to. */
export interface ValueContext {
  /** The pod as stored by the API server: with its defaults. */
  pod: unknown;
  /** The path in the pod. */
  path: Path;
}

/**
 * The value as the kubelet understands it, in words: `500m` of CPU is 50,000 µs of each 100,000 µs. Undefined where
 * the text says it already.
 */
export function kubeletValue(field: SchemaField, value: unknown, context: ValueContext): Runs | undefined {
  const known = wordsOf(field, value, context);
  return typeof known === 'string' ? prose(known) : known;
}

/** A text is ours; values but numbers go into `words`. */
type Words = string | Runs | undefined;

function wordsOf(field: SchemaField, value: unknown, context: ValueContext): Words {
  const name = `${field.definition}.${field.field}${field.key === undefined ? '' : `[${field.key}]`}`;
  const known = entryOf(byField, name);
  if (known) return known(value, context);
  if (/^ResourceRequirements\.(limits|requests)\[/.test(name)) return bytes(value);
  if (field.type === 'Probe') return probeTurns(value);
  if (field.type === 'Quantity') return bytes(value);
  if (/[mM]ode$/.test(field.field) && typeof value === 'number') return `mode 0${value.toString(8)}`;
  if (field.type === 'int64' && /seconds$/i.test(field.field)) return seconds(value);
  return undefined;
}

const byField: Readonly<Record<string, (value: unknown, context: ValueContext) => Words>> = {
  'ResourceRequirements.limits[cpu]': (value) => {
    const milli = milliOf(value);
    if (milli === undefined) return undefined;
    if (milli === 0n) return 'no limit';
    const quota = milli * 100n < 1000n ? 1000n : milli * 100n;
    return `${number(quota)} µs of each 100,000 µs of CPU time`;
  },
  'ResourceRequirements.requests[cpu]': (value) => {
    const milli = milliOf(value);
    if (milli === undefined) return undefined;
    const shares = (milli * 1024n) / 1000n;
    return `${number(milli)} thousandths of a CPU reserved; a weight of ${number(shares < 2n ? 2n : shares)} shares`;
  },
  'Container.image': (value) => imageWords(value),
  'Container.imagePullPolicy': (value) =>
    entryOf(
      {
        Always: 'asks the registry at each start of the container; layers that the node has are not pulled again',
        IfNotPresent:
          'pulls only if the node does not have the image; since 1.35 also if it was pulled only with credentials that the pod does not have',
        Never: 'never pulls; a node without the image refuses the container (ErrImageNeverPull)',
      },
      String(value),
    ),
  'PodSpec.dnsPolicy': (value, { pod }) =>
    value === 'ClusterFirst' && valueAt(pod, ['spec', 'hostNetwork']) === true
      ? 'with the network of the node, this acts as Default: the DNS of the node'
      : undefined,
  'ContainerPort.hostPort': (value) =>
    typeof value === 'number'
      ? `port ${value} of the node leads to the container; only one pod per node can have it`
      : undefined,
  'Probe.initialDelaySeconds': wholeProbe,
  'Probe.periodSeconds': wholeProbe,
  'Probe.failureThreshold': wholeProbe,
  'Probe.timeoutSeconds': wholeProbe,
  'EnvVar.value': (value) =>
    typeof value === 'string' && /\$\([\w.-]+\)/.test(value)
      ? 'with `$(NAME)` replaced by variables before it'
      : undefined,
  'HTTPGetAction.port': portNumber,
  'TCPSocketAction.port': portNumber,
};

/** The port's number, where it is given by name. */
function portNumber(value: unknown, { pod, path }: ValueContext): string | undefined {
  if (typeof value !== 'string' || /^\d+$/.test(value)) return undefined;
  const container = asDeclared<Container>(valueAt(pod, path.slice(0, 3)), 'Container');
  const port = container?.ports?.find(({ name }) => name === value);
  return port
    ? `port ${port.containerPort} of the container`
    : 'no port of the container has this name; the probe fails';
}

function imageWords(value: unknown): Runs | undefined {
  if (typeof value !== 'string' || !value || value.includes('{{')) return undefined;
  const reference = imageNameOf(value);
  if (!reference) return undefined;
  const [name = '', digest] = value.split('@');
  const last = name.slice(name.lastIndexOf('/') + 1);
  const host = name.includes('/') ? (name.split('/')[0] ?? '') : '';
  const isHost = /[.:]|^localhost$/.test(host);
  const registry = isHost ? host : 'docker.io';
  const version = digest ? 'always the same content' : last.includes(':') ? '' : 'tag `latest`, as none is given';
  const size = commonImageSize(reference.tagged);
  const pull = size === undefined ? '' : `, a pull of about ${formatBytes(size)}`;
  return words`from registry ${code(registry)}${version && prose(`, ${version}`)}${pull}`;
}

/** How often a probe is asked, and how many failures count. What that means for time, the clock says (facts/probeClockFacts). */
function probeTurns(value: unknown): string | undefined {
  const probe = asDeclared<Probe>(value, 'Probe');
  if (!probe) return undefined;
  const { delay, period, timeout, failures } = probeTimes(probe);
  const from = delay > 0 ? ` from ${delay} s on` : '';
  return `tried every ${period} s${from}, for up to ${timeout} s; failed after ${failures} ${failures === 1 ? 'try' : 'tries'}`;
}

/** What the probe as a whole comes to, for one of its numbers. */
function wholeProbe(_value: unknown, { pod, path }: ValueContext): string | undefined {
  return probeTurns(valueAt(pod, path.slice(0, -1)));
}

function seconds(value: unknown): string | undefined {
  if (typeof value !== 'number' || value < 120) return undefined;
  const [hours, minutes] = [Math.floor(value / 3600), Math.floor((value % 3600) / 60)];
  return [hours && `${hours} h`, minutes && `${minutes} min`, value % 60 && `${value % 60} s`]
    .filter(Boolean)
    .join(' ');
}

function bytes(value: unknown): string | undefined {
  const quantity = quantityOf(value);
  if (!quantity || quantity.isZero() || !/[a-zA-Z]/.test(String(value)) || String(value).endsWith('m'))
    return undefined;
  return `${number(quantity.value())} bytes`;
}

function milliOf(value: unknown): bigint | undefined {
  return quantityOf(value)?.milliValue();
}

function quantityOf(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  try {
    return Quantity.parse(value);
  } catch {
    return undefined;
  }
}

/** To make one takes longer than all the rest of a hover's words. */
const withCommas = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });

/** With a comma before each three digits. */
export function number(value: bigint | number): string {
  return withCommas.format(value);
}

/** A value in a few characters, as code. */
export function shortValue(value: unknown, length = 60): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? 'nothing');
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
