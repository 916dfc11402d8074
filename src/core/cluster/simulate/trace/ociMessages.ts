import type { Draft } from './draft';
import { inside } from './inside';

/** What the OCI runtime is asked while a container is started, or a command runs in it. */
export function ociMessages(outer: Draft, node: string): Draft[] {
  switch (outer.method) {
    case 'StartContainer':
      return [
        inside(outer, [0.1, 0.9], {
          from: 'runtimeService',
          to: 'oci',
          protocol: 'OCI',
          method: 'start',
          request: { node },
        }),
      ];
    case 'ExecSync':
      return [inside(outer, [0.2, 0.8], { from: 'runtimeService', to: 'container', protocol: 'OCI', method: 'exec' })];
    default:
      return [];
  }
}
