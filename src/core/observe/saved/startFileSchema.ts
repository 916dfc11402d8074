import type { JsonSchema } from './jsonSchema';

/** The version of the form that is written. A newer minor one has more, and is read; a newer major one is another form. */
export const startFileVersion = { major: 1, minor: 0 } as const;

/** The milliseconds since the epoch that a date can have. */
const time: JsonSchema = { type: 'number', minimum: 0, maximum: 8.64e15 };
const text: JsonSchema = { type: 'string' };
const texts: JsonSchema = { type: 'array', items: text };
const truth: JsonSchema = { type: 'boolean' };

const map = (
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  ...optional: readonly string[]
): JsonSchema => ({
  description,
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const defined = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

const kind = (name: string): JsonSchema => ({ const: name });
const node: JsonSchema = { type: 'string', description: "A node's name; empty where it is not known." };

/** What each kind of evidence holds beside its name. Other kinds are of a newer version, and are passed over. */
const evidenceKinds: Readonly<Record<string, JsonSchema>> = {
  object: map(
    'An object as a watch or a list of the API server returned it; the values of a Secret are masked.',
    {
      type: { enum: ['ADDED', 'MODIFIED', 'DELETED'] },
      object: { type: 'object' },
      arrived: defined('moment'),
    },
    'arrived',
  ),
  metrics: map('The lines of a kubelet’s /metrics that count its calls to the runtime.', {
    node,
    text,
    read: defined('moment'),
  }),
  configz: map('What a kubelet’s configuration says about pulling images.', { node, value: { type: 'object' } }),
  version: map('The release of the API server.', { value: { type: 'object' } }),
  nodeLog: map('Lines of the journal of containerd or CRI-O.', { node, text }),
  spans: map('A kubelet’s spans, as OTLP JSON.', { value: { type: 'object' } }),
  audit: map('The requests to the API server, from its audit log; nothing of their bodies.', {
    entries: {
      type: 'array',
      items: map(
        'A request.',
        {
          id: text,
          verb: text,
          user: text,
          agent: text,
          group: text,
          version: text,
          resource: text,
          subresource: text,
          namespace: text,
          name: text,
          uid: text,
          boundPod: text,
          received: time,
          answered: time,
          code: { type: 'number' },
          reason: text,
          message: text,
        },
        'answered',
        'code',
      ),
    },
    cut: { description: 'The lines that were not JSON.', type: 'array', items: { type: 'number' } },
  }),
  containerLog: map('The last lines that a container wrote.', {
    log: map(
      'A log, and whose it is.',
      {
        file: text,
        of: map('The container.', { pod: text, namespace: text, container: text }, 'namespace'),
        isPrevious: truth,
        lines: texts,
      },
      'of',
    ),
  }),
  denied: map(
    'What could not be read, and why, in kubectl’s words.',
    { what: text, text, lacksRights: truth },
    'lacksRights',
  ),
};

const message = map(
  'A call of one component to another, with its answer.',
  {
    id: text,
    from: text,
    to: text,
    protocol: text,
    method: text,
    subject: defined('subject'),
    start: defined('moment'),
    end: defined('moment'),
    outcome: map('How it ended; code and text where it failed.', { ok: truth, code: text, text }, 'code', 'text'),
    source: { enum: ['simulated', 'observed', 'inferred'] },
    level: { enum: [1, 2, 3] },
    evidence: {
      type: 'array',
      items: map('What it is known from.', { what: text, text, at: defined('moment') }, 'text', 'at'),
    },
    parent: text,
  },
  'subject',
  'start',
  'end',
  'evidence',
  'parent',
);

const note = map(
  'Notes between the calls.',
  { over: texts, subject: defined('subject'), text, at: defined('moment'), after: text },
  'subject',
  'after',
);

/**
 * The form of a saved start, as a JSON schema (draft 7, which VS Code knows). schemas/podstart.schema.json is made of it,
 * and `schemaProblem` reads by it.
 */
export const startFileSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A saved start of pods, by Pod Startup',
  description: 'What was seen of a start in a cluster, and the trace made from it.',
  type: 'object',
  required: ['format', 'version', 'watched', 'evidence', 'trace'],
  properties: {
    format: { description: 'What this file is.', const: 'podstart' },
    version: {
      description: 'The version of this format: a newer minor one may have more fields, which older programs ignore.',
      type: 'string',
      pattern: '^1\\.[0-9]{1,4}$',
    },
    watched: map(
      'Which part of the evidence was watched, and until when.',
      {
        uids: { ...texts, description: 'The uids of the pods whose start it is; all pods without it.' },
        members: { ...texts, description: 'What was watched, by kind and name: Deployment web.' },
        until: { ...time, description: 'Milliseconds since the epoch on the watcher’s clock.' },
        ahead: {
          description:
            'How many milliseconds the watcher’s clock went before that of a node, at the most; of all of them for the name that is empty.',
          type: 'array',
          items: map('A clock.', { node, milliseconds: { type: 'number', minimum: -8.64e15, maximum: 8.64e15 } }),
        },
      },
      'uids',
      'members',
      'until',
      'ahead',
    ),
    evidence: {
      description: 'Everything that was seen, in the order in which it arrived.',
      type: 'array',
      items: defined('evidence'),
    },
    trace: map(
      'What Pod Startup made of it when it was saved. It is for other programs: Pod Startup computes its own from the evidence.',
      {
        title: text,
        source: { enum: ['simulated', 'observed', 'inferred'] },
        kubernetes: text,
        start: { type: 'number' },
        end: { type: 'number' },
        messages: { type: 'array', items: message },
        notes: { type: 'array', items: note },
        table: { ...text, description: 'What kubectl get pods -o wide printed at the end.' },
      },
    ),
  },
  definitions: {
    moment: map('Milliseconds since the epoch; the true moment is within ± precision milliseconds.', {
      at: { type: 'number', minimum: -8.64e15, maximum: 8.64e15 },
      precision: { type: 'number', minimum: 0, maximum: 8.64e15 },
    }),
    subject: map('What a call is for.', { namespace: text, pod: text, container: text }, 'container'),
    evidence: {
      description: 'One thing that was seen.',
      type: 'object',
      required: ['kind'],
      properties: { kind: text },
      allOf: Object.entries(evidenceKinds).map(([name, then]) => ({
        if: { properties: { kind: kind(name) } },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON schema
        then,
      })),
    },
  },
};

/** The kinds of evidence that this version knows. */
export const knownEvidence: ReadonlySet<string> = new Set(Object.keys(evidenceKinds));
