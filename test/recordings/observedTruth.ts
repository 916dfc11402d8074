import type { Pod } from '../../src/core/api/types';
import { observedCalls } from '../../src/core/observe/calls/observedCalls';
import type { Trace } from '../../src/core/trace/trace';
import type { CreateContainerRequest, CreateContainerResponse, PullImageRequest, StartContainerRequest } from '../../src/core/cri/types'; // prettier-ignore
import type { RecordedCall } from './recordings';

const methods = ['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer'];

/** What the runtime was really asked, beside what was deduced. */
export interface Judgement {
  /** First calls that were made. */
  made: number;
  /** In words: what is missing, invented, or outside its error bar. */
  wrong: string[];
  /** Of every moment that was told, its claimed error in milliseconds. */
  errors: number[];
}

/** Holds an observed trace against the calls that a proxy before the runtime recorded, those of these pods. */
export function judge(trace: Trace, cri: readonly RecordedCall[], pods: readonly Pod[]): Judgement {
  const real = callsOf(cri, pods);
  const claimed = new Map<string, ReturnType<typeof observedCalls>>();
  for (const call of observedCalls(trace).filter(({ method }) => methods.includes(method))) {
    const key = [call.pod, call.method, call.container].join(' ');
    claimed.set(key, [...(claimed.get(key) ?? []), call]);
  }
  const wrong: string[] = [];
  const errors: number[] = [];
  for (const [key, [first]] of real) {
    const call = claimed.get(key)?.[0];
    if (!call) wrong.push(`${key} is missing`);
    for (const side of ['start', 'end'] as const) {
      const at = call?.[side];
      const error = call?.[`${side}Error`];
      if (!first || typeof at !== 'string' || typeof error !== 'number') continue;
      errors.push(error);
      const off = Math.abs(nanoseconds(at) - nanoseconds(first[side])) / 1e6;
      if (off > error) wrong.push(`${key}: ${side} is off by ${off.toFixed(3)} ms, claimed ± ${error} ms`);
    }
  }
  for (const [key, calls] of claimed) {
    const made = real.get(key)?.length ?? 0;
    if (calls.length > made) wrong.push(`${key}: ${calls.length} calls claimed, ${made} made`);
  }
  return { made: real.size, wrong, errors };
}

/** By pod, method and container, oldest first. A pull names no container: it counts for the first with its image. */
function callsOf(cri: readonly RecordedCall[], pods: readonly Pod[]): Map<string, RecordedCall[]> {
  const owners = new Map<string, { pod: string; container: string }>();
  const calls = new Map<string, RecordedCall[]>();
  for (const call of cri) {
    const method = call.method.slice(call.method.lastIndexOf('/') + 1);
    const { config, sandbox_config, image, container_id }: CreateContainerRequest & PullImageRequest & StartContainerRequest = call.request; // prettier-ignore
    let pod = sandbox_config?.metadata?.name ?? config?.metadata?.name ?? '';
    let container: string | undefined;
    if (!methods.includes(method)) continue;
    if (method === 'StartContainer') ({ pod, container } = owners.get(container_id ?? '') ?? { pod: '', container: '' });
    if (method === 'CreateContainer') {
      container = config?.metadata?.name ?? '';
      const { container_id: id }: CreateContainerResponse = call.response ?? {};
      if (id) owners.set(id, { pod, container });
    }
    if (method === 'PullImage') {
      const spec = pods.find(({ metadata }) => metadata?.name === pod)?.spec;
      const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])];
      container = all.find((each) => tagged(each.image) === tagged(image?.image))?.name;
      if (container === undefined) continue; // an image volume's
    }
    if (!pods.some(({ metadata }) => metadata?.name === pod)) continue;
    const key = [pod, method, container].join(' ');
    calls.set(key, [...(calls.get(key) ?? []), call]);
  }
  return calls;
}

function tagged(image = ''): string {
  return image.replace(/:latest$/, '');
}

function nanoseconds(timestamp: string): number {
  const [seconds = '', fraction = ''] = timestamp.replace('Z', '').split('.');
  // Of the day: a double holds nanoseconds since the epoch to a quarter of a microsecond.
  return (Date.parse(`${seconds}Z`) % 86_400_000) * 1e6 + Number(fraction.padEnd(9, '0').slice(0, 9));
}
