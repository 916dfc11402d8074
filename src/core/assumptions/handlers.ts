import type { RuntimeClass } from '../api/types';
import type { NodeDescription } from '../scenario/scenario';
import type { AskedPods } from './askedPods';
import type { Known } from './known';
import type { Need } from './need';

/** That the node's runtime has the handler of a RuntimeClass that is written somewhere. */
export function handlers(asked: AskedPods, known: Known, { runtimeHandlers }: NodeDescription): Need[] {
  const { runtimeClassName = '' } = asked.pod.spec;
  const { handler } = known.find<RuntimeClass>('RuntimeClass', '', runtimeClassName) ?? {};
  if (!handler || runtimeHandlers.some(({ name }) => name === handler)) return [];
  return [
    {
      id: `runtime handler ${handler}`,
      what: `a node whose runtime has the handler ${handler}`,
      place: asked.placeOf(['spec', 'runtimeClassName']),
      gift: { runtimeHandlers: [{ name: handler, features: { recursiveReadOnlyMounts: true, userNamespaces: true } }] },
    },
  ];
}
