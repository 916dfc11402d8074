import { statusText } from '../../../api/status';
import { callPath, type ApiCall, type ApiVerb, type Caller } from '../../apiserver/apiCall';
import type { ApiBecause } from '../../../trace/because';
import { statusChanges } from '../../../trace/statusChanges';
import { withoutSecrets } from '../../../manifest/secretMask';
import type { Actor, Subject } from '../../../trace/trace';
import type { Outcome } from '../../../trace/trace';
import { ok, type Draft } from './draft';
import type { Where } from './places';

const methods: Readonly<Record<ApiVerb, string>> = { create: 'POST', update: 'PUT', patch: 'PATCH', delete: 'DELETE' };

/** What was asked of the API server, each by who asked it. */
export function apiMessages(calls: readonly ApiCall[], where: Where): Draft[] {
  return calls.map((call) => {
    const { caller, node, verb, body, answer, start, end } = call;
    const because = becauseOf(call);
    const subject = subjectOf(call);
    const outcome: Outcome =
      'error' in answer ? { ok: false, code: statusText(answer.error), text: answer.error.message } : ok;
    return {
      from: actorOf(caller),
      to: 'apiserver',
      caller: nameOf(caller),
      protocol: 'HTTP',
      method: `${methods[verb]} ${callPath(call)}`,
      ...(subject && { subject }),
      ...where(node),
      ...(body && { request: withoutSecrets(body) }),
      ...(because && { because }),
      ...(verb === 'create' && 'object' in answer && answer.object && { response: answer.object }),
      ...('warnings' in answer && answer.warnings && { warnings: answer.warnings }),
      at: start,
      until: end,
      outcome,
    };
  });
}

/** What the caller said; of a pod's new status, what is new in it. */
function becauseOf({ because, before, body }: ApiCall): ApiBecause | undefined {
  if (because || !before || !body) return because;
  return { type: 'statusChanged', changes: statusChanges(before, body) };
}

/** The lane of a caller: controllers share theirs. */
function actorOf(caller: Caller): Actor {
  switch (caller) {
    case 'kubectl':
    case 'kubelet':
    case 'apiserver':
      return caller;
    case 'kube-scheduler':
      return 'scheduler';
    default:
      return 'controller';
  }
}

/** As an audit log has it. */
function nameOf(caller: Caller): string {
  return caller.replace(/^provisioner /, '');
}

/** The pod that a call is about: of an event that which it tells of, of a token that which it is for. */
function subjectOf({ kind, subresource, namespace, name, body, answer }: ApiCall): Subject | undefined {
  if (kind === 'Pod') {
    const made = 'object' in answer ? answer.object?.metadata?.name : undefined;
    return made || name ? { namespace, pod: made ?? name } : undefined;
  }
  const about = kind === 'Event' ? involved(body) : subresource === 'token' ? boundTo(body) : undefined;
  return about?.kind === 'Pod' && about.name !== undefined ? { namespace, pod: about.name } : undefined;
}

interface Reference {
  kind?: string;
  name?: string;
}

function involved(body: object | undefined): Reference | undefined {
  return body && 'involvedObject' in body ? (body.involvedObject as Reference) : undefined;
}

function boundTo(body: object | undefined): Reference | undefined {
  const spec = body && 'spec' in body ? (body.spec as { boundObjectRef?: Reference }) : undefined;
  return spec?.boundObjectRef;
}
