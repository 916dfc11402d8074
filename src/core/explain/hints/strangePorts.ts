import type { PodSpec } from '../../api/types';
import { asDeclared } from '../../api/asDeclared';
import type { ManifestObject } from '../../manifest/manifestObject';
import { podSpecsOf } from '../../manifest/podSpecs';
import { valueAt, type Path } from '../../path';

/** A port that is asked for by a name which the container gives none of its ports. */
export interface StrangePort {
  path: Path;
  name: string;
  container: string;
  /** The container's ports. */
  ports: readonly { name?: string; containerPort?: number }[];
}

const askers: readonly Path[] = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle.postStart',
  'lifecycle.preStop',
].flatMap((asker) => ['httpGet', 'tcpSocket'].map((action) => [...asker.split('.'), action, 'port']));

/** The named ports of an object's probes and hooks that are none (pkg/probe/util.go `ResolveContainerPort`, 1.37). */
export function strangePorts(object: ManifestObject): StrangePort[] {
  return podSpecsOf(object).flatMap((spec) => {
    const pod = asDeclared<PodSpec>(valueAt(object.value, spec), 'PodSpec');
    return (['containers', 'initContainers'] as const).flatMap((list) =>
      (pod?.[list] ?? []).flatMap((container, i) =>
        askers.flatMap((asker): StrangePort[] => {
          const path = [...spec, list, i, ...asker];
          const name = valueAt(object.value, path);
          const ports = container.ports ?? [];
          if (typeof name !== 'string' || /^\d*$/.test(name) || ports.some((port) => port.name === name)) return [];
          return [{ path, name, container: container.name, ports }];
        }),
      ),
    );
  });
}
