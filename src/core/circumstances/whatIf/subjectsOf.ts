import type { WrittenObject } from '../../api/kubernetesObject';
import type { Container } from '../../api/types';
import { imageNameOf } from '../../componentHelpers/imageName';
import { podOf, podSpecOf } from '../../manifest/podOf';
import { kindOf } from './kinds';
import type { WhatIfSubjects } from './answers';
import type { WhatIf } from './whatIf';

/** The containers and images of the pods that objects make, each once, in their order. */
export function subjectsOf(objects: readonly WrittenObject[]): WhatIfSubjects {
  const all = objects.flatMap((object) => {
    const pod = podOf(object);
    const spec = pod && podSpecOf(pod);
    return [...list(spec?.initContainers), ...list(spec?.containers)];
  });
  const texts = (values: readonly unknown[]): string[] => [
    ...new Set(values.filter((value): value is string => typeof value === 'string' && value !== '')),
  ];
  return {
    containers: texts(all.map(({ name }) => name)),
    asked: texts(all.filter(isAsked).map(({ name }) => name)),
    images: texts(all.map(({ image }) => image)),
  };
}

function isAsked({ startupProbe, livenessProbe, readinessProbe, lifecycle }: Container): boolean {
  const hooks = [lifecycle?.postStart, lifecycle?.preStop];
  return (
    [startupProbe, livenessProbe, readinessProbe].some(Boolean) ||
    hooks.some((hook) => hook?.httpGet ?? hook?.tcpSocket)
  );
}

/** Why a change changes nothing, in a sentence: no pod has what it is about, or nothing asks it. Undefined where it may. */
export function noEffect({ name, values }: WhatIf, subjects: WhatIfSubjects): string | undefined {
  const [about = ''] = values;
  const word = kindOf(name).questions[0]?.word;
  if (word === 'CONTAINER' && !subjects.containers.includes(about))
    return `no container is named ${about}: there ${isOrAre(subjects.containers)}`;
  if (name === 'answers-after' && !subjects.asked.includes(about))
    return `no probe checks ${about}, so it makes no difference when it answers`;
  const isImage = (image: string): boolean => imageNameOf(image)?.tagged === imageNameOf(about)?.tagged;
  if (word === 'IMAGE' && !subjects.images.some(isImage))
    return `no container has the image ${about}: there ${isOrAre(subjects.images)}`;
  return undefined;
}

function isOrAre(names: readonly string[]): string {
  return names.length === 1 ? `is ${names[0]}` : `are ${names.join(', ') || 'none'}`;
}

/** A manifest can hold anything where a list belongs. */
function list<T>(value: readonly T[] | undefined): T[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
