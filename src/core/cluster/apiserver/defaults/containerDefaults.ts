import { imageNameOf } from '../../../componentHelpers/imageName';
import type { Fill } from './fill';
import { setDefault, setIfAbsent } from './setDefault';

const container: Fill = (object) => {
  setDefault(object, 'imagePullPolicy', defaultPullPolicy(object['image']));
  setDefault(object, 'terminationMessagePath', '/dev/termination-log');
  setDefault(object, 'terminationMessagePolicy', 'File');
  setIfAbsent(object, 'resources', {}); // a struct, which Go's JSON never leaves out
};

/** pkg/apis/core/v1/defaults.go, 1.37, for what a container holds. */
export const containerDefaults: Readonly<Record<string, Fill>> = {
  Container: container,
  EphemeralContainer: container,
  ContainerPort: (port) => setDefault(port, 'protocol', 'TCP'),
  Probe: (probe) => {
    setDefault(probe, 'timeoutSeconds', 1);
    setDefault(probe, 'periodSeconds', 10);
    setDefault(probe, 'successThreshold', 1);
    setDefault(probe, 'failureThreshold', 3);
  },
  HTTPGetAction: (action) => {
    setDefault(action, 'path', '/');
    setDefault(action, 'scheme', 'HTTP');
  },
  GRPCAction: (action) => setIfAbsent(action, 'service', ''),
  ObjectFieldSelector: (selector) => setDefault(selector, 'apiVersion', 'v1'),
  ResourceFieldSelector: (selector) => setIfAbsent(selector, 'divisor', '0'),
  FileKeySelector: (selector) => setIfAbsent(selector, 'optional', false),
};

/** Always for the tag latest and for none, else IfNotPresent, also for a name that can not be read. */
export function defaultPullPolicy(image: unknown): string {
  return typeof image === 'string' && imageNameOf(image)?.tag === 'latest' ? 'Always' : 'IfNotPresent';
}
