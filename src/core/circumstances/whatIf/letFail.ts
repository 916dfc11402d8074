import { entryOf } from '../../entryOf';
import { fullReference } from '../../cluster/runtime/simulatedImages';
import { runtimeOf } from '../../scenario/runtimes/runtimeOf';
import type { Message, Trace } from '../../trace/trace';
import { any, failableCalls, type FailableCall, type FailableName } from './failableCalls';
import type { FailureSubject } from '../../scenario/runtimes/containerRuntime';
import type { WhatIf } from './whatIf';

/**
 * The change that lets a simulated call fail, with the error that it usually fails with; undefined of a call that cannot be
 * made to fail. What happens inside a call of the runtime, as in a CNI plugin or a registry, fails by that call.
 *
 * @param runtime as which it fails: `cri-o://1.36.3`
 */
export function letFail({ messages, view }: Trace, message: Message, runtime = ''): WhatIf | undefined {
  if (message.source !== 'simulated') return undefined;
  const outer = message.protocol === 'HTTP' || message.protocol === 'CRI' ? message : messages.find(({ id }) => id === message.parent); // prettier-ignore
  const name = outer && failableName(outer);
  if (!outer || !name) return undefined;
  const { about, fails }: FailableCall = failableCalls[name];
  const subject = about === 'image' ? imageOf(outer) : about === 'container' ? outer.subject?.container : podOf(outer, view.pods.length); // prettier-ignore
  const text = 'text' in fails ? fails.text : runtimeOf(runtime).failures[fails.failure].words(subjectOf(outer));
  return { name: 'fail', values: [name, subject ?? any, 'always', text] };
}

/** The name by which a call is made to fail. */
function failableName({ protocol, method }: Message): FailableName | undefined {
  const [, verb = '', resource = '', subresource = ''] =
    /^(POST|PATCH) \/apis?\/(?:.*\/)?namespaces\/[^/]+\/([a-z]+)(?:\/[^/]+\/([a-z]+))?$/.exec(method) ?? [];
  const name =
    protocol === 'CRI'
      ? method
      : [verb === 'POST' ? 'create' : 'patch', resource, subresource].filter(Boolean).join('/');
  return isFailable(name) ? name : undefined;
}

function isFailable(name: string): name is FailableName {
  return entryOf(failableCalls, name) !== undefined;
}

/** Of several pods the one; a single one may have another name in the next start. */
function podOf({ subject }: Message, pods: number): string | undefined {
  return pods > 1 ? subject?.pod : undefined;
}

/** What a failure of the call is about; ids and programs are others in the next start. */
function subjectOf(call: Message): FailureSubject {
  const { pod = '', namespace = '' } = call.subject ?? {};
  const image = fullReference(imageOf(call) ?? '');
  return { pod, namespace, uid: '…', attempt: 0, id: '…', handler: '', image, program: '/app' };
}

function imageOf({ request }: Message): string | undefined {
  const image = typeof request === 'object' && request !== null ? entryOf(request, 'image') : undefined;
  const name = typeof image === 'object' && image !== null ? entryOf(image, 'image') : undefined;
  return typeof name === 'string' ? name : undefined;
}
