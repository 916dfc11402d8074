import type { Container, EnvVar } from '../../api/types';
import type { KnownText } from './knownText';
import type { ContainerFacts } from './podFacts';
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
    return {
      cause: `${kind} ${name} has no key ${keyless[1]}`,
      field,
      next: `add the key ${keyless[1]} to ${kind} ${name}, or correct the reference`,
      command: kubectl`describe ${kind.toLowerCase()} ${name} -n ${namespace}`,
    };
  }
  return {
    cause: `${kind} ${name} does not exist`,
    field,
    next: `create ${kind} ${name} in namespace ${namespace}, or correct the reference`,
    command: kubectl`get ${kind.toLowerCase()} ${name} -n ${namespace}`,
  };
}

function environmentField(
  spec: Pick<Container, 'env' | 'envFrom'> | undefined,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  key: string | undefined,
): string {
  const refers = ({ valueFrom }: EnvVar): boolean => {
    const ref = kind === 'Secret' ? valueFrom?.secretKeyRef : valueFrom?.configMapKeyRef;
    return ref?.name === name && ref.optional !== true && (key === undefined || ref.key === key);
  };
  const variable = spec?.env?.findIndex(refers) ?? -1;
  // The kubelet reads envFrom first.
  const from =
    spec?.envFrom?.findIndex(({ configMapRef, secretRef }) => {
      const ref = kind === 'Secret' ? secretRef : configMapRef;
      return ref?.name === name && ref.optional !== true;
    }) ?? -1;
  if (from >= 0 && key === undefined) return `.envFrom[${from}]`;
  return variable < 0 ? '.env' : `.env[${variable}].valueFrom`;
}
