import { criServices } from '../../../cri/criMethods';
import type { Outcome } from '../../../trace/trace';
import type { Subject } from '../../../trace/trace';
import { cniMessages } from './cniMessages';
import { ok, type Draft } from './draft';
import { ociMessages } from './ociMessages';
import type { Where } from './places';
import { registryMessages } from './registryMessages';
import type { TraceParts } from './traceParts';

/** The kubelets' calls of their runtimes, and what the runtimes do inside of each. */
export function criMessages({ calls, profile, runtime }: TraceParts, where: Where): Draft[] {
  return calls.flatMap((call) => {
    const { method, request, response, error, start, end, namespace, pod, container, node, because } = call;
    const subject: Subject = { namespace, pod, ...(container !== undefined && { container }) };
    const outcome: Outcome = error ? { ok: false, code: error.code, text: error.message } : ok;
    const isOpen = response === undefined && !error;
    const outer: Draft = {
      from: 'kubelet',
      to: criServices[method] === 'ImageService' ? 'imageService' : 'runtimeService',
      protocol: 'CRI',
      method,
      subject,
      ...where(node),
      request,
      // proto3 leaves out a code of 0: a person would take it for an answer that says nothing.
      ...(response !== undefined && { response: method === 'ExecSync' ? { exit_code: 0, ...response } : response }),
      because,
      at: start,
      until: end,
      outcome,
      ...(isOpen && { isOpen }),
    };
    // What happens inside is made of how long it took.
    if (isOpen) return [outer];
    return [
      outer,
      ...cniMessages(outer, call, calls),
      ...registryMessages(outer, call, profile, runtime),
      ...ociMessages(outer, node),
    ];
  });
}
