import type { NamedException } from '../simulate/namedExceptions';

/**
 * An empty list or map that was written is not nil in Go, and some rules ask only for that; here it is as if it were
 * left out, which it is as soon as the object is stored.
 */
const emptyIsAbsent = 'an empty list or map that is written counts as left out here';
/** A list that Go always writes is null where it is empty; here it is left out. */
const nullList = 'an empty list that Go writes as null is left out here';
/** An ephemeral container's, which has no fields of these names. */
const ephemeral = [
  '"image":"web:1","ports":[]',
  '"image":"web:1","resizePolicy":[]',
  '"image":"web:1","restartPolicyRules":[]',
  '"name":"app2","image":"web:1","resources":{"claims":[]}',
  '"name":"app2","image":"web:1","resources":{"limits":{}}',
  '"name":"app2","image":"web:1","resources":{"requests":{}}',
];

/** Answers that differ from a real API server's, with the reason; `where` is a part of the case. */
export const exceptions: readonly NamedException[] = [
  { case: 'generated/Pod', where: ephemeral, why: emptyIsAbsent },
  {
    case: 'generated/Pod',
    where: ['"overhead":{}', '"containers":[{"name":"app","image":"web:1"}],"resources":{"claims":[]}'],
    why: emptyIsAbsent,
  },
  {
    case: 'generated/Pod',
    where: ['"projected":{}', '"projected":{"default', '"projected":{"sources":[]'],
    why: nullList,
  },
  {
    case: 'generated/Job',
    where: ['"onExitCodes":{"values":[]}'],
    why: emptyIsAbsent,
  },
  { case: 'generated/Job', where: ['"podFailurePolicy":{}', '"podFailurePolicy":{"rules":[]}'], why: nullList },
  { case: 'generated/LimitRange', where: ['"limits":[]'], why: nullList },
  { case: 'validation/limitRange', where: ['"spec":{}', '"limits":[]'], why: nullList },
  { case: 'validation/validate', where: ['"kind":"LimitRange"'], why: nullList },
  {
    case: 'validation/podAnnotations',
    where: ['scheduler.alpha.kubernetes.io/tolerations'],
    why: 'tolerations in an annotation, as before 1.6, are not read',
  },
];

/** Further ones of older API servers, which write empty lists in other places, too. */
export const olderExceptions: readonly NamedException[] = [
  {
    case: 'validation/resources',
    where: ['"requests":{"cpu":-1},"limits":{"memory":-1}'],
    why: "the order of a Go map's keys is chance",
  },
  {
    case: 'generated/StatefulSet',
    where: [
      '"volumeClaimTemplates":[{"status"',
      '"volumeClaimTemplates":[{"spec":{"selector":{"matchExpressions"',
      '"volumeClaimTemplates":[{"spec":{"volumeAttributesClassName"',
    ],
    why: 'before 1.34 a claim template was stored as it was written, invalid or not; here empty and disabled fields go',
  },
  { case: 'validation/labelSelector', where: ['"operator":"NotIn","values":[]'], why: emptyIsAbsent },
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind) => ({
    case: `generated/${kind}`,
    where: ['"matchExpressions":[{"values":[]}]'],
    why: emptyIsAbsent,
  })),
];
