import type { KubernetesVersion } from '../../../src/core/release/kubernetesRelease';

/** A recording that would come out differently without a row: its release and its name. */
export type Proof = readonly [release: KubernetesVersion, recording: string];

/** By row of the table of releases: a recording before the change, and one after it. */
export const provenRows: Readonly<Record<string, readonly [before: Proof, after: Proof]>> = {
  'behaviours.appArmorAnnotations': [
    ['1.33', 'container.securityContext.appArmorProfile.RuntimeDefault'],
    ['1.34', 'container.securityContext.appArmorProfile.RuntimeDefault'],
  ],
  'behaviours.ownerRefusals': [
    ['1.36', 'hfault.inv-owner'],
    ['1.37', 'hfault.inv-owner'],
  ],
  'behaviours.podFieldsInSecurityContext': [
    ['1.36', 'hfault.inv-share-pid'],
    ['1.37', 'hfault.inv-share-pid'],
  ],
  'behaviours.seesTooSmallNodes': [
    ['1.33', 'fault.scheduling-memory'],
    ['1.34', 'fault.scheduling-memory'],
  ],
  'behaviours.tellsClaimsAreOfNoHelp': [
    ['1.36', 'fault.scheduling-cpu'],
    ['1.37', 'fault.scheduling-cpu'],
  ],
  'behaviours.sandboxResources': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'behaviours.securityProfiles': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'behaviours.imageAnnotations': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'behaviours.userSpecifiedImage': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'behaviours.swapLimit': [
    ['1.18', 'container.env.resourceFieldRef.requests.cpu.divisor-1m'],
    ['1.33', 'pod.resources.and-container'],
  ],
  'behaviours.guaranteedOomScoreAdj': [
    ['1.18', 'container.resources.guaranteed'],
    ['1.33', 'container.resources.guaranteed'],
  ],
  'behaviours.namesPodInNonRootMessage': [
    ['1.18', 'fault.run-as-non-root-image-root'],
    ['1.33', 'fault.run-as-non-root-image-username'],
  ],
  'behaviours.readsImageSize': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'behaviours.pulledEvent': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'behaviours.unwrapsPullErrors': [
    ['1.18', 'fault.image-pull-recovers'],
    ['1.33', 'fault.image-registry-unreachable'],
  ],
  'behaviours.tellsPullError': [
    ['1.18', 'fault.image-not-found'],
    ['1.33', 'fault.image-registry-unreachable'],
  ],
  'behaviours.alwaysAsksForImage': [
    ['1.18', 'container.imagePullPolicy.Always.present'],
    ['1.33', 'container.imagePullPolicy.Always.present'],
  ],
  'behaviours.startedEvents': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'behaviours.namesContainerInBackOff': [
    ['1.18', 'fault.liveness-fails'],
    ['1.33', 'fault.exits-zero-restart-always'],
  ],
  'behaviours.tellsHookFailures': [
    ['1.18', 'fault.post-start-hook-fails'],
    ['1.33', 'fault.post-start-hook-fails'],
  ],
  'behaviours.endsBeforeDeletion': [
    ['1.18', 'pod.restartPolicy.Never'],
    ['1.33', 'container.lifecycle.preStop.sleep'],
  ],
  'behaviours.killsPodTwice': [
    ['1.18', 'container.lifecycle.preStop.exec'],
    ['1.33', 'workload.Job.indexed'],
  ],
  'behaviours.syncsForEveryProbe': [
    ['1.18', 'fault.startup-fails'],
    ['1.33', 'container.startupProbe.exec'],
  ],
  'behaviours.readyOnlyWhenStarted': [
    ['1.18', 'container.startupProbe.exec'],
    ['1.33', 'container.startupProbe.httpGet'],
  ],
  'behaviours.startsSidecars': [
    ['1.18', 'pod.initContainers.one'],
    ['1.33', 'pod.initContainers.one'],
  ],
  'behaviours.marksFailedPodsUnready': [
    ['1.18', 'fault.exits-nonzero-never'],
    ['1.33', 'container.lifecycle.preStop.sleep'],
  ],
  'behaviours.tellsMissingPullSecrets': [
    ['1.36', 'pod.imagePullSecrets.missing'],
    ['1.37', 'pod.imagePullSecrets.missing'],
  ],
  'behaviours.saysRejected': [
    ['1.18', 'pod.securityContext.sysctls'],
    ['1.33', 'container.securityContext.appArmorProfile.RuntimeDefault'],
  ],
  'behaviours.looksAtImageVolumesAtEverySync': [
    ['1.36', 'container.volume.image'],
    ['1.37', 'container.volume.image'],
  ],
  'behaviours.tellsWhatHostPathIs': [
    ['1.36', 'fault.mount-host-path-type'],
    ['1.37', 'fault.mount-host-path-type'],
  ],
  'behaviours.tellsSandboxProblem': [
    ['1.36', 'pod.deleted'],
    ['1.37', 'hfault.inv-vol-emptydir-medium'],
  ],
  'behaviours.unsafeSysctls': [
    ['1.18', 'pod.securityContext.sysctls'],
    ['1.33', 'pod.securityContext.sysctls'],
  ],
  'behaviours.forbiddenSysctl': [
    ['1.18', 'pod.securityContext.sysctls.unsafe'],
    ['1.33', 'pod.securityContext.sysctls.unsafe'],
  ],
  'behaviours.maskedPaths': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'behaviours.readonlyPaths': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'gates.ClusterTrustBundleProjection': [
    ['1.36', 'hfault.inv-vol-projected-ctb'],
    ['1.37', 'hfault.inv-vol-projected-ctb'],
  ],
  'gates.ContainerRestartRules': [
    ['1.34', 'container.restartPolicy-and-rules'],
    ['1.35', 'container.restartPolicy-and-rules'],
  ],
  'gates.EnvFiles': [
    ['1.34', 'container.env.fileKeyRef'],
    ['1.35', 'container.env.fileKeyRef'],
  ],
  'gates.HostnameOverride': [
    ['1.34', 'pod.hostnameOverride'],
    ['1.35', 'pod.hostnameOverride'],
  ],
  'gates.ImageVolume': [
    ['1.34', 'container.volume.image'],
    ['1.35', 'container.volume.image'],
  ],
  'gates.InPlacePodVerticalScaling': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'gates.KubeletEnsureSecretPulledImages': [
    ['1.34', 'container.imagePullPolicy.Never.present'],
    ['1.35', 'container.imagePullPolicy.Never.present'],
  ],
  'gates.PLEGOnDemandRelist': [
    ['1.35', 'pod.restartPolicy.Never'],
    ['1.36', 'workload.Job'],
  ],
  'gates.PodCertificateRequest': [
    ['1.36', 'hfault.c3.vol-podcert'],
    ['1.37', 'hfault.c3.vol-podcert'],
  ],
  'gates.PodLevelResources': [
    ['1.33', 'pod.resources'],
    ['1.34', 'pod.resources'],
  ],
  'gates.PodObservedGenerationTracking': [
    ['1.33', 'pod.securityContext.sysctls.unsafe'],
    ['1.34', 'pod.securityContext.sysctls.unsafe'],
  ],
  'gates.PodReadyToStartContainersCondition': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'gates.ProcMountType': [
    ['1.32', 'container.securityContext.procMount.Unmasked'],
    ['1.33', 'container.securityContext.procMount.Unmasked'],
  ],
  'gates.SELinuxMount': [
    ['1.36', 'hfault.inv-sec-selinux-change'],
    ['1.37', 'hfault.inv-sec-selinux-change'],
  ],
  'gates.UserNamespacesSupport': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
  'youngFields.Container.restartPolicyRules': [
    ['1.33', 'container.restartPolicy-and-rules'],
    ['1.34', 'container.restartPolicy-and-rules'],
  ],
  'youngFields.ContainerStatus.volumeMounts': [
    ['1.18', 'container.volume.configMap.optional'],
    ['1.33', 'pod.resources.and-container'],
  ],
  'youngFields.Lifecycle.stopSignal': [
    ['1.32', 'container.lifecycle.stopSignal'],
    ['1.33', 'container.lifecycle.stopSignal'],
  ],
  'youngFields.PodStatus.hostIPs': [
    ['1.18', 'pod.automountServiceAccountToken.false'],
    ['1.33', 'pod.automountServiceAccountToken.false'],
  ],
};
