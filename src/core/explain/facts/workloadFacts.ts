import type { FactTable, FieldFact } from './fieldFact';

const replicas: FieldFact = {
  means: 'How many pods the controller keeps; each of them starts on its own, with the calls that you see here.',
  readBy: ['controller manager: creates or deletes pods until there are this many'],
  absent: 'One.',
};
const selector: FieldFact = {
  means: "Which pods count as the workload's own; the template's labels must match it.",
  readBy: ['API server: refuses a template that does not match', 'controller manager: counts and adopts pods by it'],
};
const template: FieldFact = {
  means: 'The template of the pods; a change to it replaces them.',
  readBy: ['controller manager: copies it into each pod and adds labels, a name and an owner reference'],
};
const minReadySeconds: FieldFact = {
  means: 'How long a pod must be Ready before it counts as available.',
  readBy: ['controller manager: waits this long before a rollout continues'],
  absent: 'At once.',
};
const revisionHistoryLimit: FieldFact = {
  means: 'How many old templates are kept for `kubectl rollout undo`.',
  readBy: ['controller manager: deletes older ones after a rollout'],
  absent: 'Ten.',
};
const progressDeadlineSeconds: FieldFact = {
  means: 'After so long without a new available pod the rollout is reported as failed; nothing is stopped.',
  readBy: ['controller manager: condition Progressing'],
  absent: '600 seconds.',
};
const paused: FieldFact = {
  means: 'Changes of the template wait until it is false again.',
  readBy: ['controller manager'],
};

const jobSpec: Readonly<Record<string, FieldFact>> = {
  activeDeadlineSeconds: {
    means: 'How long the Job may be active, across all its pods; then they are deleted and the Job fails.',
    readBy: ['controller manager: counts from status.startTime'],
    absent: 'No end.',
  },
  backoffLimit: {
    means: 'How many pods may fail before the Job fails.',
    readBy: ['controller manager: starts the next pod after 10 s, 20 s, 40 s, … up to 6 minutes'],
    absent: 'Six.',
  },
  backoffLimitPerIndex: {
    means: 'How many failures each index may have, in an indexed Job.',
    readBy: ['controller manager'],
    absent: 'backoffLimit counts for all together.',
  },
  completionMode: {
    means:
      'Indexed gives each pod a number: an annotation, a label, the variable JOB_COMPLETION_INDEX and the host name.',
    readBy: ['controller manager: makes one pod an index; writes the variable into the pod'],
    absent: 'NonIndexed: any successful pod counts.',
  },
  completions: {
    means: 'How many pods have to succeed.',
    readBy: ['controller manager: creates pods until this many have succeeded'],
    absent: 'One, or the value of parallelism, if that is set.',
  },
  managedBy: {
    means: 'Another controller is responsible for the Job.',
    readBy: ['controller manager: leaves it alone'],
  },
  manualSelector: { means: 'The selector is set by hand, not generated from the uid.', readBy: ['API server'] },
  maxFailedIndexes: {
    means: 'How many indexes may fail before the Job does.',
    readBy: ['controller manager'],
  },
  parallelism: {
    means: 'How many pods run at the same time.',
    readBy: ['controller manager: runs this many at a time and no more'],
    absent: 'One.',
  },
  podFailurePolicy: {
    means: 'Which exit codes and conditions fail the Job at once, and which do not count.',
    readBy: ['controller manager: when a pod has failed'],
    since: '1.26',
  },
  podReplacementPolicy: {
    means: 'Whether a new pod is made as soon as the old one is being deleted or only once it has ended.',
    readBy: ['controller manager'],
  },
  scheduling: {
    means: 'Schedules the pods of the Job as a group.',
    readBy: ['controller manager: makes a PodGroup', 'scheduler: places the group'],
    absent: 'Each pod is scheduled by itself.',
  },
  selector,
  successPolicy: { means: 'Which indexes are enough for success.', readBy: ['controller manager'] },
  suspend: {
    means: 'While true there are no pods.',
    readBy: ['controller manager: deletes running pods, and creates none'],
    absent: 'false.',
  },
  template,
  ttlSecondsAfterFinished: {
    means: 'When the ended Job and its pods are deleted.',
    readBy: ['controller manager'],
    absent: 'They stay.',
  },
};

/** Facts on the kinds that make pods. */
export const workloadFacts: FactTable = {
  Deployment: {
    spec: {
      means:
        'What should run; the controller creates a ReplicaSet for each version of the template, and that creates the pods.',
    },
  },
  DeploymentSpec: {
    minReadySeconds,
    paused,
    progressDeadlineSeconds,
    replicas,
    revisionHistoryLimit,
    selector,
    strategy: {
      means: 'How old pods give way to new ones.',
      readBy: ['controller manager: how many pods it creates before it deletes how many'],
      absent: 'RollingUpdate, with 25 % more and 25 % fewer.',
    },
    template,
  },
  DeploymentStrategy: {
    rollingUpdate: { means: 'How many pods may be too many or too few meanwhile.', readBy: ['controller manager'] },
    type: {
      means: 'RollingUpdate, or Recreate: all old pods end before the first new one starts.',
      readBy: ['controller manager'],
      absent: 'RollingUpdate.',
    },
  },
  RollingUpdateDeployment: {
    maxSurge: {
      means: 'How many pods may exist on top of replicas.',
      readBy: ['controller manager'],
      absent: '25 %, rounded up.',
    },
    maxUnavailable: {
      means: 'How many pods may be missing.',
      readBy: ['controller manager'],
      absent: '25 %, rounded down.',
    },
  },
  ReplicaSet: { spec: { means: 'Which pods, and how many.' } },
  ReplicaSetSpec: { minReadySeconds, replicas, selector, template },
  ReplicationController: { spec: { means: 'Which pods, and how many.' } },
  ReplicationControllerSpec: { minReadySeconds, replicas, selector, template },
  StatefulSet: { spec: { means: 'Pods with lasting names: NAME-0, NAME-1, …' } },
  StatefulSetSpec: {
    minReadySeconds,
    ordinals: {
      means: 'The first number in the names.',
      readBy: ['controller manager: names the pods'],
      absent: '0.',
      since: '1.27',
    },
    persistentVolumeClaimRetentionPolicy: {
      means: 'Whether claims are deleted with the pods or the set.',
      readBy: ['controller manager'],
      absent: 'They stay.',
      since: '1.27',
    },
    podManagementPolicy: {
      means: 'OrderedReady starts each pod only when the one before is Ready; Parallel all at once.',
      readBy: ['controller manager'],
      absent: 'OrderedReady.',
    },
    replicas,
    revisionHistoryLimit,
    selector,
    serviceName: {
      means:
        'The headless Service that gives the pods names in DNS: it becomes subdomain, and the pod’s name hostname.',
      readBy: ['controller manager: sets hostname and subdomain of each pod', 'kubelet: writes both into /etc/hosts'],
    },
    template,
    updateStrategy: {
      means: 'RollingUpdate from the highest number down, or OnDelete.',
      readBy: ['controller manager'],
      absent: 'RollingUpdate.',
    },
    volumeClaimTemplates: {
      means: 'One claim for each pod and template: TEMPLATE-NAME-0, …; pods mount it under the template’s name.',
      readBy: [
        'controller manager: creates the claims and adds them to spec.volumes',
        'scheduler: waits until they are bound or bindable',
      ],
    },
  },
  StatefulSetUpdateStrategy: {
    rollingUpdate: { means: 'From which number on, and how many at a time.', readBy: ['controller manager'] },
    type: { means: 'RollingUpdate or OnDelete.', readBy: ['controller manager'], absent: 'RollingUpdate.' },
  },
  RollingUpdateStatefulSetStrategy: {
    maxUnavailable: {
      means: 'How many pods are replaced at the same time.',
      readBy: ['controller manager'],
      absent: 'One.',
    },
    partition: {
      means: 'Pods with a lower number keep the old template.',
      readBy: ['controller manager'],
      absent: '0: all are replaced.',
    },
  },
  StatefulSetOrdinals: { start: { means: 'The number of the first pod.', absent: '0.' } },
  StatefulSetPersistentVolumeClaimRetentionPolicy: {
    whenDeleted: { means: 'What happens to claims when the set is deleted: Retain or Delete.', absent: 'Retain.' },
    whenScaled: {
      means: 'What happens to claims when their pods are scaled down: Retain or Delete.',
      absent: 'Retain.',
    },
  },
  DaemonSet: { spec: { means: 'One pod on each node that fits.' } },
  DaemonSetSpec: {
    minReadySeconds,
    revisionHistoryLimit,
    selector,
    template,
    updateStrategy: { means: 'RollingUpdate or OnDelete.', readBy: ['controller manager'], absent: 'RollingUpdate.' },
  },
  DaemonSetUpdateStrategy: {
    rollingUpdate: { means: 'How many nodes may have no pod, or two.', readBy: ['controller manager'] },
    type: { means: 'RollingUpdate or OnDelete.', readBy: ['controller manager'], absent: 'RollingUpdate.' },
  },
  RollingUpdateDaemonSet: {
    maxSurge: {
      means: 'On how many nodes the new pod starts before the old one ends.',
      readBy: ['controller manager'],
      absent: '0.',
    },
    maxUnavailable: {
      means: 'On how many nodes the pod may be missing.',
      readBy: ['controller manager'],
      absent: 'One.',
    },
  },
  PodFailurePolicy: {
    rules: { means: 'Evaluated in order; the first that matches a failed pod decides.' },
  },
  PodFailurePolicyRule: {
    action: {
      means: 'FailJob ends the Job, FailIndex the index, Ignore does not count the pod, Count counts it.',
      readBy: ['controller manager: when a pod has failed'],
    },
    onExitCodes: { means: 'The rule matches by exit codes.', absent: 'It matches by conditions.' },
    onPodConditions: { means: 'The rule matches by conditions of the pod.', absent: 'It matches by exit codes.' },
  },
  PodFailurePolicyOnExitCodesRequirement: {
    containerName: { means: 'The container whose exit code counts.', absent: 'That of any container.' },
    operator: { means: 'In or NotIn the values; 0 never matches.' },
    values: { means: 'The exit codes.' },
  },
  PodFailurePolicyOnPodConditionsPattern: {
    status: { means: 'The status that the condition must have.', absent: 'True.' },
    type: { means: 'The condition, such as DisruptionTarget.' },
  },
  JobSchedulingConfiguration: {
    disruptionMode: { means: 'Whether the pods of the Job may be preempted one by one or only all together.' },
    resourceClaims: { means: 'Devices that the pods of the Job share.', absent: 'None.' },
    schedulingConstraints: { means: 'Where the pods of the Job must be placed together.', absent: 'Anywhere.' },
    schedulingPolicy: { means: 'Whether the pods are placed one by one (basic) or as a gang.', absent: 'One by one.' },
  },
  SuccessPolicy: { rules: { means: 'The first rule that is met ends the Job as a success; other pods are stopped.' } },
  SuccessPolicyRule: {
    succeededCount: { means: 'How many indexes must have succeeded.', absent: 'All that succeededIndexes names.' },
    succeededIndexes: { means: 'Which indexes must have succeeded: 0,2-4.', absent: 'Any.' },
  },
  Job: { spec: { means: 'Pods that run to their end.' } },
  JobSpec: jobSpec,
  CronJob: { spec: { means: 'A Job at set times.' } },
  CronJobSpec: {
    concurrencyPolicy: {
      means: 'Whether a Job may start while the last one runs: Allow, Forbid or Replace.',
      readBy: ['controller manager'],
      absent: 'Allow.',
    },
    failedJobsHistoryLimit: { means: 'How many failed Jobs stay.', readBy: ['controller manager'], absent: 'One.' },
    jobTemplate: {
      means: 'The Job that is made each time.',
      readBy: ['controller manager: copies it, with the time in its name'],
    },
    schedule: {
      means: 'When: minute, hour, day, month, weekday, as in crontab.',
      readBy: ['controller manager: makes the Job when the time has come'],
    },
    startingDeadlineSeconds: {
      means: 'How late a Job may still start after its scheduled time.',
      readBy: ['controller manager'],
      absent: 'No deadline; but after 100 missed times no Job starts at all.',
    },
    successfulJobsHistoryLimit: {
      means: 'How many successful Jobs stay.',
      readBy: ['controller manager'],
      absent: 'Three.',
    },
    suspend: { means: 'While true no further Job is made.', readBy: ['controller manager'], absent: 'false.' },
    timeZone: {
      means: 'The time zone of the schedule.',
      readBy: ['controller manager'],
      absent: "The controller manager's own.",
      since: '1.25',
    },
  },
  JobTemplateSpec: {
    metadata: { means: 'Labels and annotations of the Job.' },
    spec: { means: 'The Job, as in kind Job.' },
  },
  PodTemplate: { template: { means: 'A pod template that nothing uses by itself: it is only stored.' } },
  PodTemplateSpec: {
    metadata: {
      means: 'Labels and annotations of each pod.',
      readBy: ['kubelet: labels go with the sandbox, annotations with the sandbox and the images'],
    },
    spec: { means: 'The pod.' },
  },
  LabelSelector: {
    matchExpressions: { means: 'Conditions on labels; all must be met.', readBy: ['whoever selects pods by it'] },
    matchLabels: { means: 'Labels with their values; all must be present.', readBy: ['whoever selects pods by it'] },
  },
  LabelSelectorRequirement: {
    key: { means: 'The label.' },
    operator: { means: 'In, NotIn, Exists or DoesNotExist.' },
    values: { means: 'The values for In and NotIn.' },
  },
};
