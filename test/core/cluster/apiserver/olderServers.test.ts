import { describe, expect, test } from 'vitest';
import { ObjectStore } from '../../../../src/core/api/objectStore';
import type { Pod } from '../../../../src/core/api/types';
import { ApiServer } from '../../../../src/core/cluster/apiserver/apiServer';
import { seededRandom } from '../../../../src/core/random';
import { releaseOf, type KubernetesVersion } from '../../../../src/core/release/kubernetesRelease';
import { nodeOf } from '../../../../src/core/scenario/defaultNode';
import { VirtualClock } from '../../../../src/core/virtualClock';

const prefix = 'container.apparmor.security.beta.kubernetes.io/';
const told = (path: string, name: string): string =>
  `${path}metadata.annotations[${prefix}${name}]: deprecated since v1.30; use the "appArmorProfile" field instead`;

/** What an API server of a release makes of an object, and what it warns of. */
function created(written: object, release: KubernetesVersion): { object?: Pod; warnings: string[]; error?: string } {
  const api = new ApiServer({
    clock: new VirtualClock(0),
    random: seededRandom(1),
    store: new ObjectStore(),
    release: releaseOf(release),
    node: nodeOf({}),
    namespace: 'shop',
    namespaceLabels: {},
  });
  const made = api.clientOf('kubectl').createWritten(written);
  return 'error' in made
    ? { warnings: [], error: made.error.message }
    : { object: made.object, warnings: [...(made.warnings ?? [])] };
}

const pod = (container: object, spec: object = {}, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', ...metadata },
  spec: { ...spec, containers: [{ name: 'app', image: 'nginx', ...container }] },
});

// pkg/api/pod/util.go, dropDisabledProcMountField, 1.32.
describe('procMount without its gate is Default, whatever is asked for', () => {
  const unmasked = pod({ securityContext: { procMount: 'Unmasked' } });
  test.each([unmasked, pod({ securityContext: { procMount: 'Other' } })])('%j', (written) => {
    const { object } = created(written, '1.32');
    expect(object?.spec?.containers[0]?.securityContext?.procMount).toBe('Default');
  });

  test('and with it, it is looked at', () => {
    expect(created(unmasked, '1.33').error).toContain('`hostUsers` must be false to use `Unmasked`');
    const { object } = created(pod({ securityContext: { procMount: 'Unmasked' } }, { hostUsers: false }), '1.33');
    expect(object?.spec?.containers[0]?.securityContext?.procMount).toBe('Unmasked');
  });

  test('a container that asks for nothing gets nothing', () => {
    const { object } = created(pod({ securityContext: { privileged: true } }), '1.32');
    expect(object?.spec?.containers[0]?.securityContext).toEqual({ privileged: true });
  });
});

// pkg/api/pod/util.go, dropContainerStopSignals, 1.33.
test.each<[string, object, KubernetesVersion, object | undefined]>([
  ['with a signal that is not known', { stopSignal: 'SIGUSR1' }, '1.32', {}],
  ['with a signal that is dropped', { stopSignal: 'SIGUSR1' }, '1.33', undefined],
  ['with a field that no server knows', { bogus: 1 }, '1.37', {}],
  ['without anything', {}, '1.37', {}],
  ['with a hook beside the signal', { stopSignal: 'SIGUSR1', preStop: { sleep: { seconds: 1 } } }, '1.33', { preStop: { sleep: { seconds: 1 } } }],
])('what is kept of a lifecycle %s', (_, lifecycle, release, kept) => {
  expect(created(pod({ lifecycle }), release).object?.spec?.containers[0]?.lifecycle).toEqual(kept);
}); // prettier-ignore

// pkg/registry/core/pod/strategy.go, applyAppArmorVersionSkew, 1.33; pkg/api/pod/warnings.go.
describe('an annotation of AppArmor is warned of', () => {
  const profile = { appArmorProfile: { type: 'RuntimeDefault' } };
  const annotated = { annotations: { [`${prefix}app`]: 'runtime/default' } };

  test.each<KubernetesVersion>(['1.32', '1.37'])('where the pod was written with it and without the field: %s', (release) => {
    expect(created(pod({}, {}, annotated), release).warnings).toEqual([told('', 'app')]);
    expect(created(pod({ securityContext: profile }), release).warnings).toEqual([]);
    expect(created(pod({ securityContext: profile }, {}, annotated), release).warnings).toEqual([]);
    expect(created(pod({}, { securityContext: profile }, annotated), release).warnings).toEqual([]);
    const other = { appArmorProfile: { type: 'Unconfined' } };
    expect(created(pod({}, { securityContext: other }, annotated), release).warnings).toEqual([told('', 'app')]);
  }); // prettier-ignore

  test('and in a template where neither the pod nor the container has the field', () => {
    const deployment = (spec: object): object => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' }, ...annotated },
          spec: { ...spec, containers: [{ name: 'app', image: 'nginx' }] },
        },
      },
    });
    expect(created(deployment({}), '1.33').warnings).toEqual([told('spec.template.', 'app')]);
    expect(created(deployment({ securityContext: profile }), '1.33').warnings).toEqual([]);
    expect(created(deployment({}), '1.29').warnings).toEqual([]);
  });
});
