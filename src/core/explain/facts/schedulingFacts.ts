import type { FactTable, FieldFact } from './fieldFact';

const weight = (what: string): FieldFact => ({
  means: `The weight of ${what} among the others: 1 to 100.`,
  readBy: ['scheduler: adds it to the score of each node that fits'],
});
const podTerms = (near: string): Readonly<Record<string, FieldFact>> => ({
  preferredDuringSchedulingIgnoredDuringExecution: {
    means: `Preferred terms: nodes ${near} such pods score higher, but no term is required.`,
    readBy: ['scheduler: scores nodes (InterPodAffinity)'],
    absent: 'No preference.',
  },
  requiredDuringSchedulingIgnoredDuringExecution: {
    means: `Required terms, all of them: the pod runs only ${near} such pods.`,
    readBy: ['scheduler: filters nodes (InterPodAffinity); none left is FailedScheduling'],
    absent: 'No such condition.',
  },
});

/** Facts on where a pod may run: affinity, tolerations, spreading. */
export const schedulingFacts: FactTable = {
  Affinity: {
    nodeAffinity: {
      means: 'Which nodes the pod requires or prefers, by their labels and fields.',
      readBy: ['scheduler: filters and scores nodes', 'kubelet: checks the required part once more at admission'],
      absent: 'nodeSelector alone decides.',
    },
    podAffinity: {
      means: 'Near which other pods the pod must or should run.',
      readBy: ['scheduler: looks at the pods that already run'],
      absent: 'It is not drawn to other pods.',
    },
    podAntiAffinity: {
      means: 'Which other pods the pod keeps away from; their anti-affinity applies to it, too.',
      readBy: ['scheduler: looks at the pods that already run, and at their own anti-affinity'],
      absent: 'It does not mind other pods.',
    },
  },
  NodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: {
      means: 'Preferred terms: their nodes score higher, but no term is required.',
      readBy: ['scheduler: scores nodes (NodeAffinity)'],
      absent: 'No wish.',
    },
    requiredDuringSchedulingIgnoredDuringExecution: {
      means: 'What a node must have; nodeSelector applies, too.',
      readBy: [
        'scheduler: filters nodes (NodeAffinity); none left is FailedScheduling',
        'kubelet: rejects the pod where its node no longer fits',
      ],
      absent: 'Any node.',
    },
  },
  PreferredSchedulingTerm: {
    preference: { means: 'The conditions; a node that meets all of them gets the weight.' },
    weight: weight('this preference'),
  },
  NodeSelector: {
    nodeSelectorTerms: {
      means: 'Alternatives: a node must meet one of them.',
      readBy: ['scheduler: a node fits if it meets one term'],
    },
  },
  NodeSelectorTerm: {
    matchExpressions: {
      means: 'Conditions on labels of the node; all conditions of a term must be met.',
      absent: 'None on labels.',
    },
    matchFields: {
      means: 'Conditions on fields of the node; only metadata.name is supported.',
      readBy: ['scheduler: a name here makes it look at that node alone, as the DaemonSet controller does'],
      absent: 'None on fields.',
    },
  },
  NodeSelectorRequirement: {
    key: { means: 'The label (or field) of the node.' },
    operator: {
      means: 'In, NotIn, Exists, DoesNotExist, Gt or Lt.',
      readBy: ['scheduler: NotIn and DoesNotExist keep the pod away from nodes'],
    },
    values: {
      means: 'The values: some for In and NotIn, none for Exists and DoesNotExist, one number for Gt and Lt.',
      absent: 'As Exists and DoesNotExist want it.',
    },
  },
  PodAffinity: podTerms('near'),
  PodAntiAffinity: podTerms('away from'),
  WeightedPodAffinityTerm: {
    podAffinityTerm: { means: 'Which pods, and how near.' },
    weight: weight('this term'),
  },
  PodAffinityTerm: {
    labelSelector: { means: 'Selects the pods by their labels.', absent: 'No pod: the term never holds.' },
    matchLabelKeys: {
      means: 'Labels of the pod itself whose values the others must share, such as pod-template-hash.',
      readBy: ['API server: adds them to labelSelector as key in (value) when it stores the pod'],
      absent: 'labelSelector alone decides.',
    },
    mismatchLabelKeys: {
      means: 'Labels of the pod itself whose values the others must not share.',
      readBy: ['API server: adds them to labelSelector as key notin (value) when it stores the pod'],
      absent: 'labelSelector alone decides.',
    },
    namespaceSelector: {
      means: 'Selects the namespaces of the pods by labels; {} selects all.',
      readBy: ['scheduler: together with namespaces'],
      absent: 'The namespaces that are listed; without any, the pod’s own.',
      since: '1.22',
    },
    namespaces: {
      means: 'The namespaces of the pods, by name.',
      readBy: ['scheduler: together with namespaceSelector'],
      absent: "The pod's own, unless namespaceSelector is set.",
    },
    topologyKey: {
      means:
        'The node label that says what near is: kubernetes.io/hostname for one node, topology.kubernetes.io/zone for a zone.',
      readBy: ['scheduler: nodes with the same value count as one place; nodes without the label never fit affinity'],
    },
  },
  Toleration: {
    effect: {
      means: 'Which effect is tolerated: NoSchedule, PreferNoSchedule or NoExecute.',
      readBy: [
        'scheduler: NoSchedule and NoExecute filter, PreferNoSchedule scores',
        'kubelet: NoExecute at admission',
      ],
      absent: 'All effects of the taint.',
    },
    key: { means: 'The taint’s key.', absent: 'All taints, with operator Exists.' },
    operator: {
      means: 'Equal compares the value, Exists takes any. Lt and Gt compare numbers (feature gate, alpha).',
      absent: 'Equal.',
    },
    tolerationSeconds: {
      means: 'How long the pod stays after a NoExecute taint is added.',
      readBy: ['taint eviction controller: deletes the pod after that time'],
      absent: 'For ever.',
    },
    value: { means: 'The taint’s value, for Equal.', absent: 'Empty.' },
  },
  TopologySpreadConstraint: {
    labelSelector: {
      means: 'Which pods of the namespace are counted; the pod itself should match.',
      readBy: ['scheduler: counts them in each domain'],
      absent: 'None is counted.',
    },
    matchLabelKeys: {
      means:
        'Labels of the pod itself whose values counted pods must share: pod-template-hash counts each rollout alone.',
      readBy: ['API server: adds them to labelSelector when it stores the pod'],
      absent: 'labelSelector alone decides.',
      since: '1.27',
    },
    maxSkew: {
      means: 'How many more pods a domain may have than the one with the fewest.',
      readBy: ['scheduler: a node whose domain would exceed it does not fit, or scores lower'],
    },
    minDomains: {
      means: 'While there are fewer domains than this, the minimum counts as 0.',
      readBy: ['scheduler: only with DoNotSchedule'],
      absent: '1.',
      since: '1.27',
    },
    nodeAffinityPolicy: {
      means: 'Whether nodes outside the pod’s nodeSelector and affinity count as domains: Honor or Ignore.',
      readBy: ['scheduler: PodTopologySpread'],
      absent: 'Honor: they do not count.',
      since: '1.26',
    },
    nodeTaintsPolicy: {
      means: 'Whether nodes with taints that the pod does not tolerate count as domains: Honor or Ignore.',
      readBy: ['scheduler: PodTopologySpread'],
      absent: 'Ignore: they count.',
      since: '1.26',
    },
    topologyKey: {
      means: 'The node label whose values are the domains: kubernetes.io/hostname, topology.kubernetes.io/zone.',
      readBy: ['scheduler: nodes without the label do not fit, with DoNotSchedule'],
    },
    whenUnsatisfiable: {
      means: 'DoNotSchedule keeps the pod Pending rather than skew; ScheduleAnyway only scores.',
      readBy: ['scheduler: filters or scores'],
    },
  },
};
