import { expect, test } from 'vitest';
import { kubernetesExtensionSettings } from '../../src/host/cluster/kubernetesExtension';

test('the Kubernetes extension’s keys have dots in them, and a path for each operating system', () => {
  const settings = {
    'vs-kubernetes.kubectl-path': '/usr/bin/kubectl',
    'vs-kubernetes.kubectl-path.mac': '/opt/homebrew/bin/kubectl',
    'vs-kubernetes.kubectl-path-windows': 'C:\\kubectl.exe',
    'vs-kubernetes.kubeconfig': '/home/me/.kube/other',
  };
  const kubeconfig = '/home/me/.kube/other';
  expect(kubernetesExtensionSettings(settings, 'linux')).toEqual({ kubectl: '/usr/bin/kubectl', kubeconfig });
  expect(kubernetesExtensionSettings(settings, 'darwin')).toEqual({ kubectl: '/opt/homebrew/bin/kubectl', kubeconfig });
  expect(kubernetesExtensionSettings(settings, 'win32')).toEqual({ kubectl: 'C:\\kubectl.exe', kubeconfig });
  expect(kubernetesExtensionSettings(undefined, 'linux')).toEqual({});
  expect(kubernetesExtensionSettings({ 'vs-kubernetes.kubectl-path': '' }, 'linux')).toEqual({});
});
