import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kubernetesExtensionSettings, treeTarget } from '../../src/host/cluster/kubernetesExtension';

describe('the Kubernetes extension’s settings', () => {
  const read = (settings: Record<string, unknown>, platform: string) =>
    kubernetesExtensionSettings((key) => settings[key], platform, { HOME: '/home/me', TOOLS: '/opt/tools' });

  test('the older ones are one object, whose keys have dots in them, with a path for each operating system', () => {
    const settings = {
      'vs-kubernetes': {
        'vs-kubernetes.kubectl-path': '/usr/bin/kubectl',
        'vs-kubernetes.kubectl-path.mac': '/opt/homebrew/bin/kubectl',
        'vs-kubernetes.kubectl-path-windows': 'C:\\kubectl.exe',
        'vs-kubernetes.kubeconfig': '${userHome}/.kube/other',
      },
    };
    const kubeconfig = '/home/me/.kube/other';
    expect(read(settings, 'linux')).toEqual({ kubectl: '/usr/bin/kubectl', kubeconfig });
    expect(read(settings, 'darwin')).toEqual({ kubectl: '/opt/homebrew/bin/kubectl', kubeconfig });
    expect(read(settings, 'win32')).toEqual({ kubectl: 'C:\\kubectl.exe', kubeconfig });
    expect(read({}, 'linux')).toEqual({});
    expect(read({ 'vs-kubernetes': { 'vs-kubernetes.kubectl-path': '' } }, 'linux')).toEqual({});
  });

  test('the newer ones are before the older', () => {
    const settings = {
      'vscode-kubernetes.kubectl-path': '${env:TOOLS}/kubectl',
      'vscode-kubernetes.kubectl-path-mac': '/mac/kubectl',
      'vs-kubernetes': { 'vs-kubernetes.kubectl-path': '/old/kubectl' },
    };
    expect(read(settings, 'linux')).toEqual({ kubectl: '/opt/tools/kubectl' });
    expect(read(settings, 'darwin')).toEqual({ kubectl: '/mac/kubectl' });
    expect(read({ ...settings, 'vscode-kubernetes.kubectl-path': '' }, 'linux')).toEqual({ kubectl: '/old/kubectl' });
  });
});

describe('the Kubernetes extension’s tree', () => {
  /** A node as its ResourceNode is made: the namespace is a getter, and what can be watched says so behind the kind. */
  class ResourceNode {
    readonly kindName: string;
    readonly nodeType = 'resource';
    constructor(
      readonly abbreviation: string,
      readonly name: string,
      readonly metadata: { namespace: string },
    ) {
      this.kindName = `${abbreviation}/${name}`;
    }
    get namespace(): string {
      return this.metadata.namespace;
    }
    get contextValue(): string {
      return `vsKubernetes.resource.${this.abbreviation}k8s-watchable`;
    }
  }
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    contributes: { menus: Record<string, { command: string; when: string }[]> };
  };
  const offered = (contextValue: string): string[] =>
    manifest.contributes.menus['view/item/context']!.flatMap(({ command, when }) => {
      const [, view, pattern] = /^view == (\S+) && viewItem =~ \/(.*)\/i$/.exec(when) ?? [];
      return view === 'extension.vsKubernetesExplorer' && new RegExp(pattern!, 'i').test(contextValue) ? [command] : [];
    });

  test('a pod can be explained, and every workload watched', () => {
    const node = (kind: string) => new ResourceNode(kind, 'web', { namespace: 'shop' });
    expect(offered(node('pod').contextValue)).toEqual(['podStartup.explainRunningPod']);
    for (const kind of ['deployment', 'statefulset', 'daemonset', 'job', 'cronjob', 'rs', 'rc'])
      expect(offered(node(kind).contextValue), kind).toEqual(['podStartup.watchWorkload']);
    for (const kind of ['namespace', 'node', 'service', 'configmap', 'pvc', 'podtemplate'])
      expect(offered(node(kind).contextValue), kind).toEqual([]);
    // As the tree had it before anything could be watched.
    expect(offered('vsKubernetes.resource.pod')).toEqual(['podStartup.explainRunningPod']);
    expect(offered('vsKubernetes.resource.deployment')).toEqual(['podStartup.watchWorkload']);
  });

  test('a node tells what kubectl is asked for, and in which namespace', () => {
    expect(treeTarget(new ResourceNode('rs', 'web-5d4f', { namespace: 'shop' }))).toEqual({
      target: 'rs/web-5d4f',
      namespace: 'shop',
    });
    expect(treeTarget({ kindName: 'pod/web', namespace: null })).toEqual({ target: 'pod/web', namespace: '' });
    expect(treeTarget({ scheme: 'file' })).toBeUndefined();
    expect(treeTarget(undefined)).toBeUndefined();
  });
});
