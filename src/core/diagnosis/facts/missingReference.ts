import type { Container } from '../../api/types';
import type { KnownText } from './knownText';
import type { ContainerFacts } from './podFacts';
import { referencesOf } from '../../manifest/references';
import { formatPath } from '../../path';
import { nearly } from './nearly';
import { kubectl } from './suggestedCommand';

/** A ConfigMap, Secret or key of it that the environment refers to. */
export function missingReference(container: ContainerFacts, message: string): KnownText | undefined {
  const { namespace } = container.facts;
  const absent = /(configmap|secret) "([^"]+)" not found/i.exec(message);
  const keyless = /couldn't find key (\S+) in (ConfigMap|Secret) (\S+)/.exec(message);
  if (!absent && !keyless) return undefined;
  const kind = (absent?.[1] ?? keyless?.[2] ?? '').toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap';
  const name = absent?.[2] ?? keyless?.[3]?.replace(/^.*\//, '') ?? '';
  const field = environmentField(container.spec, kind, name, keyless?.[1]);
  if (keyless) {
    const meant = nearly(keyless[1] ?? '', container.facts.keysOf(kind, name));
    return {
      cause: `${kind} ${name} has no key ${keyless[1]}${meant && `; it has ${meant}`}`,
      field,
      next: `${meant && `${meant} may be meant; else `}add the key ${keyless[1]} to ${kind} ${name}, or correct the reference`,
      command: kubectl`describe ${kind.toLowerCase()} ${name} -n ${namespace}`,
    };
  }
  const meant = nearly(name, container.facts.namesOf(kind));
  return {
    cause: `${kind} ${name} does not exist${meant && `; there is ${kind} ${meant}`}`,
    field,
    next: `${meant && `${meant} may be meant; else `}create ${kind} ${name} in namespace ${namespace}, or correct the reference`,
    command: kubectl`get ${kind.toLowerCase()} ${name} -n ${namespace}`,
  };
}

/** The variable, or the group of them, that is wanted of the object. */
function environmentField(
  spec: Pick<Container, 'env' | 'envFrom'> | undefined,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  key: string | undefined,
): string {
  const refers = referencesOf('Container', spec).filter(
    (one) => one.kind === kind && one.name === name && !one.isOptional && (key === undefined || one.key === key),
  );
  // The kubelet reads envFrom first.
  const { path } = refers.find((one) => one.path[0] === 'envFrom') ?? refers[0] ?? { path: ['env'] };
  return `.${formatPath(path.slice(0, path[0] === 'envFrom' ? 2 : 3))}`;
}
