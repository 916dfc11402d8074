/** Words that people read, as Kubernetes' own documentation writes them: what is not written here, and what is. */
export interface WordRule {
  /** What is not written, in the lower or upper case of the text. */
  not: RegExp;
  /** What is written in its place. */
  write: string;
  /** Files that quote it from somebody else: Kubernetes' own messages, for example. */
  quotedIn?: RegExp;
}

/** The API server, the kubelet and the runtimes speak their own words. */
const simulated = /^src\/core\/cluster\//;

/** English that is translated word by word, or bent. */
const phrases: readonly WordRule[] = [
  { not: /\bcan not\b/i, write: 'cannot', quotedIn: simulated },
  { not: /\bnot any ?more\b|\b(?:does|do|is|are) not \w+ any more\b/i, write: 'no longer' },
  { not: /\banew\b/i, write: 'again' },
  { not: /\botherwise than\b/i, write: 'unlike, or: other than' },
  {
    not: /\bunless it is told otherwise\b|\bsays? otherwise\b/i,
    write: 'what decides it: unless serializeImagePulls is false',
  },
  { not: /\bso that who\b|\b[Ww]ho wants to\b/, write: 'so that anyone who, or name who' },
  { not: /\bbe it\b/i, write: 'whether … or …' },
  { not: /\bshall\b/i, write: 'should, will, or the present tense' },
  { not: /\bis asked for\b.{0,20}\bis in no file\b/i, write: 'the manifest needs it and no file has it' },
  { not: /\bcan(?:not| ?not)? be had\b/i, write: 'is available, is not available' },
  { not: /\b(?:takes?|taken) for granted\b/i, write: 'assumes, assumed' },
  { not: /\bLeft out:/, write: 'If omitted:' },
  { not: /\bno CRI call changes with it\b/i, write: 'No CRI call depends on it; of a default: Same as the default' },
  { not: /\bas a rule\b/i, write: 'usually' },
  { not: /\b(?:killed|ended|restarted) for that\b/i, write: 'so it is killed' },
  { not: /\bforbids? to \w+/i, write: 'forbids pulling it', quotedIn: simulated },
  { not: /(?<!\bthere )\bis no (?:field|name|number|tag|JSON|object|whole number)\b/i, write: 'is not a field' },
  { not: /\bis none of\b/i, write: 'is not one of' },
  { not: /\btold of\b|\btells? of\b/i, write: 'shows, or: was told about' },
  { not: /\btak(?:es?|en) (?:it|the pod) up\b|\btaken up yet\b/i, write: 'picks it up' },
  { not: /\bif it stays so\b/i, write: 'if nothing changes' },
  { not: /\bmend\b/i, write: 'fix' },
  { not: /\bcomplains? of\b/i, write: 'complains about' },
  { not: /\bnone of them must\b/i, write: 'none of them is required' },
  { not: /\bin which it came\b/i, write: 'in which it arrived' },
  { not: /\ball the same\b/i, write: 'anyway, even so' },
  { not: /\bin vain\b/i, write: 'without success, or what was not found' },
  { not: /\bto whom it wants\b/i, write: 'what it can reach' },
  { not: /\bwas to be deleted\b/i, write: 'was being deleted' },
  { not: /\bhas to be\b/i, write: 'must be', quotedIn: simulated },
  { not: /\bthereof\b|\bwhereof\b|\btherein\b/i, write: 'of it, in it' },
  { not: /\btill\b/i, write: 'until' },
  { not: /\bfrom (?:now|then|\d+ s) on\b/i, write: 'after 5 s; after that; now' },
  { not: /\bthe API server alone\b/i, write: 'only the API server' },
];

/** Terms of the field: one spelling each. */
const terms: readonly WordRule[] = [
  { not: /\bstart-up probe\b|\bStartup Probe\b/, write: 'startup probe' },
  { not: /\bbackoff\b(?! ?(?:Limit|time|seconds))/, write: 'back-off', quotedIn: simulated },
  { not: /\bside-car\b|\bside car\b/i, write: 'sidecar' },
  { not: /\binit-container\b/i, write: 'init container', quotedIn: simulated },
  { not: /\b[Cc]onfig map\b|\bConfigmap\b/, write: 'ConfigMap', quotedIn: simulated },
  { not: /\bReplica set\b|\breplica set\b/, write: 'ReplicaSet', quotedIn: simulated },
  { not: /\bread-?yness\b|\breadyness\b/i, write: 'readiness' },
  { not: /\bretrys\b|\bre-tries\b/i, write: 'retries' },
];

export const wordRules: readonly WordRule[] = [...phrases, ...terms];
