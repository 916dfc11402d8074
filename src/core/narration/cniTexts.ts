import { entryOf } from '../entryOf';
import { words } from '../textRuns';
import { textAt } from '../trace/payload';
import { named } from './named';
import type { Narration } from './narration';
import { failure } from './outcomes';
import type { Scene } from './scene';
import { docs, page } from './sources';

const spec = page('CNI specification', 'https://github.com/containernetworking/cni/blob/main/SPEC.md');
const plugins = docs('Network plugins', 'concepts/extend-kubernetes/compute-storage-net/network-plugins/');

/** A call of the runtime to the network plugin, which is a program on the node (Container Network Interface). */
export function cniNarration({ message }: Scene): Narration {
  const { method, outcome, response, subject } = message;
  const pod = named(subject?.pod ?? '');
  const command = named(`CNI ${method}`);
  const texts: Readonly<Record<string, Omit<Narration, 'links'>>> = {
    ADD: {
      what: words`${command} has the network plugin connect pod ${pod} to the network of the cluster. The plugin is a program on the node, which the runtime runs: it gives the pod a network interface and an IP address.`,
      why: words`The runtime makes the sandbox of the pod, and the sandbox has a network namespace of its own.`,
      result: added(response),
    },
    DEL: {
      what: words`${command} has the network plugin remove the interface of pod ${pod} and release its IP address.`,
      why: ['The runtime stops the sandbox of the pod.'],
      result: ['The address is free for another pod.'],
    },
    CHECK: {
      what: words`${command} asks the network plugin whether the network of pod ${pod} is as it should be.`,
      why: ['The runtime checks a network that already exists.'],
      result: ['The network is as it should be.'],
    },
  };
  const text = entryOf(texts, method) ?? {
    what: words`${command} is a call of the container runtime to the network plugin of the node.`,
    why: ['The runtime looks after the network of its sandboxes.'],
    result: ['The plugin answers without an error.'],
  };
  const fails = words`So the sandbox cannot be made either.`;
  return {
    ...text,
    result: outcome.ok ? text.result : failure(outcome, method === 'ADD' ? fails : undefined),
    links: [plugins, spec],
  };
}

function added(response: unknown): Narration['result'] {
  const ip = textAt(response, 'ips', '0', 'address') ?? textAt(response, 'ip');
  return ip === undefined
    ? ['The pod is connected. The trace does not show the address.']
    : words`The pod has the IP address ${named(ip)}.`;
}
