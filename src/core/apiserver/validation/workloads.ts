import type { LabelSelector, PersistentVolumeClaim, PodSpec, PodTemplateSpec } from '../../api/types';
import type { KubernetesObject } from '../objectStore';
import { podTemplate } from '../podTemplate';
import type { FieldError } from './fieldError';
import { invalidValue, nonnegative, required, unsupported } from './fieldErrors';
import { dns1123Label } from './names';
import { validateAnnotations, validateLabels } from './objectMeta';
import { validatePodSpec } from './podSpec';

type Spec = Record<string, unknown> & {
  selector?: LabelSelector | Record<string, string>;
  replicas?: number;
  serviceName?: string;
  volumeClaimTemplates?: PersistentVolumeClaim[];
};

/** Kinds whose pods must always be restarted. */
const alwaysRestarted = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController']);
const numbers = [
  'replicas',
  'minReadySeconds',
  'revisionHistoryLimit',
  'parallelism',
  'completions',
  'backoffLimit',
  'activeDeadlineSeconds',
  'ttlSecondsAfterFinished',
];

/** A workload's own fields and its template (pkg/apis/apps/validation, pkg/apis/batch/validation, 1.37). */
export function validateWorkload(object: KubernetesObject): FieldError[] {
  const kind = object.kind ?? '';
  const spec = (object as { spec?: Spec }).spec ?? {};
  const template = podTemplate(object);
  const errors: FieldError[] = [];
  for (const field of numbers) errors.push(...nonnegative(`spec.${field}`, spec[field] as number | undefined));
  const path =
    kind === 'CronJob' ? 'spec.jobTemplate.spec.template' : kind === 'PodTemplate' ? 'template' : 'spec.template';
  if (kind === 'StatefulSet' && spec.serviceName) {
    errors.push(
      ...dns1123Label(spec.serviceName).map((text) => invalidValue('spec.serviceName', spec.serviceName, text)),
    );
  }
  if (alwaysRestarted.has(kind)) errors.push(...validateSelector(kind, spec, template, path));
  if (!template) return [...errors, required(path)];
  errors.push(
    ...validateLabels(template.metadata?.labels, `${path}.metadata.labels`),
    ...validateAnnotations(template.metadata?.annotations, `${path}.metadata.annotations`),
  );
  errors.push(...validatePodSpec(withClaimVolumes(template.spec, spec) ?? ({} as PodSpec), `${path}.spec`));
  const policy = template.spec?.restartPolicy;
  if (alwaysRestarted.has(kind) && policy && policy !== 'Always' && ['OnFailure', 'Never'].includes(policy)) {
    errors.push(unsupported(`${path}.spec.restartPolicy`, policy, ['Always']));
  }
  if ((kind === 'Job' || kind === 'CronJob') && policy === 'Always') {
    errors.push(required(`${path}.spec.restartPolicy`, 'valid values: "OnFailure", "Never"'));
  }
  return errors;
}

/** A StatefulSet's claim templates are volumes of its pods, in the place of those of the same name (volumesToAddForTemplates). */
function withClaimVolumes(pod: PodSpec | undefined, { volumeClaimTemplates = [] }: Spec): PodSpec | undefined {
  if (!pod || volumeClaimTemplates.length === 0) return pod;
  const names = volumeClaimTemplates.map(({ metadata }) => metadata?.name ?? '');
  return {
    ...pod,
    volumes: [
      ...(pod.volumes ?? []).filter(({ name }) => !names.includes(name)),
      ...names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
    ],
  };
}

function validateSelector(kind: string, spec: Spec, template: PodTemplateSpec | undefined, path: string): FieldError[] {
  const labels = template?.metadata?.labels ?? {};
  const wanted =
    kind === 'ReplicationController'
      ? (spec.selector as Record<string, string> | undefined)
      : (spec.selector as LabelSelector | undefined)?.matchLabels;
  if (!spec.selector) return [required('spec.selector')];
  const expressions = (spec.selector as LabelSelector).matchExpressions;
  if (Object.keys(wanted ?? {}).length === 0 && !expressions?.length) {
    return [invalidValue('spec.selector', spec.selector, `empty selector is invalid for ${kind.toLowerCase()}`)];
  }
  const differs = Object.entries(wanted ?? {}).some(([key, value]) => labels[key] !== value);
  if (!differs) return [];
  const detail = '`selector` does not match template `labels`';
  return [{ type: 'Invalid value', path: `${path}.metadata.labels`, value: sortedJson(labels), detail }];
}

function sortedJson(labels: Record<string, string>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));
}
