import { describe, expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { savedObservation } from '../../../src/core/observe/savedObservation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import { otlpText } from '../../../src/core/otlp/otlpRequest';
import { story } from '../../../src/core/story/story';
import type { Message, Trace } from '../../../src/core/trace/trace';
import { auditedStarts, auditLog, type AuditedStart } from '../../recordings/recordings';
import { auditLines } from './auditLines';

/** How long a request takes at the most, in milliseconds: recordings tell when it came in, and events tell its answer. */
const longestCall = 60;

function observed(texts: readonly string[]): Trace {
  const observation = new Observation();
  for (const text of texts) for (const evidence of savedEvidence(text)) observation.add(evidence);
  return observation.trace();
}

const seen = ({ watch, events, owners }: AuditedStart): string => JSON.stringify({ watch, events, owners });
const isAudited = ({ evidence = [] }: Message): boolean => evidence.some(({ what }) => what === 'audit log');
const callers: Readonly<Record<string, string>> = {
  'system:kube-scheduler': 'kube-scheduler',
  'system:node:kind-control-plane': 'kubelet',
};

describe('an audit log tells exactly who asked what, and when', () => {
  test('of each call that events and statuses tell of, within the bounds that they tell', () => {
    const wrong: string[] = [];
    let judged = 0;
    for (const start of auditedStarts()) {
      const before = observed([seen(start)]).messages.filter(({ protocol }) => protocol === 'HTTP');
      const after = observed([seen(start), auditLines(start.namespace, start.audit)]).messages;
      const left = new Set(after.filter(({ protocol }) => protocol === 'HTTP'));
      for (const message of before) {
        const twin = [...left].find(
          (one) =>
            one.method === message.method &&
            one.subject?.pod === message.subject?.pod &&
            message.evidence?.every((evidence) => one.evidence?.some((other) => JSON.stringify(other) === JSON.stringify(evidence))), // prettier-ignore
        );
        const told = `${start.name}: ${message.method}`;
        if (!twin || !message.start || !message.end || !twin.start) {
          wrong.push(`${told} is lost`);
          continue;
        }
        left.delete(twin);
        judged++;
        if (!isAudited(twin)) wrong.push(`${told} is not in the log`);
        const [earliest, latest] = [message.start.at - message.start.precision, message.end.at + message.end.precision];
        const isIn = twin.start.at >= earliest - longestCall && twin.start.at - twin.start.precision <= latest;
        if (!isIn) wrong.push(`${told} at ${twin.start.at}, between ${earliest} and ${latest}`);
        if (twin.source !== 'observed') wrong.push(`${told} is ${twin.source}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(700);
  });

  test('each call that the log has of a pod stands once, under its caller', () => {
    for (const start of auditedStarts()) {
      const { messages, view } = observed([seen(start), auditLines(start.namespace, start.audit)]);
      const pods = new Set(view.pods.map(({ metadata }) => metadata?.name));
      const asked = start.audit.filter(
        ({ resource, name }) => resource === 'pods' && name !== undefined && pods.has(name),
      );
      const shown = messages.filter(
        (message) => isAudited(message) && message.protocol === 'HTTP' && /\/pods(?:\/|$)/.test(message.method) && message.start?.precision === 0,
      ); // prettier-ignore
      const made = start.audit.filter(({ resource, name }) => resource === 'pods' && name === undefined);
      expect(shown.length, start.name).toBeGreaterThanOrEqual(asked.length);
      expect(shown.length, start.name).toBeLessThanOrEqual(asked.length + made.length);
      for (const { at, user, resource, subresource } of asked) {
        const found = shown.filter(({ start: began, caller }) => Math.abs((began?.at ?? 0) - Date.parse(at)) < 1.1 && caller === (callers[user] ?? user.replace(/^.*:/, ''))); // prettier-ignore
        expect(found.length, `${start.name}: ${user} ${resource}/${subresource} at ${at}`).toBeGreaterThan(0);
      }
    }
  });

  test('of several pods that a controller made in one second, when all of them were', () => {
    const several = auditedStarts().filter(({ audit }) => audit.filter(({ resource, name }) => resource === 'pods' && name === undefined).length > 1); // prettier-ignore
    expect(several.length).toBeGreaterThan(1);
    for (const start of several) {
      const { messages } = observed([seen(start), auditLines(start.namespace, start.audit)]);
      const posts = messages.filter(({ method }) => /^POST \S+\/pods$/.test(method));
      expect(posts.length).toBeGreaterThan(1);
      expect(
        posts.every((post) => isAudited(post) && post.caller?.endsWith('controller')),
        start.name,
      ).toBe(true);
    }
  });
});

describe('the audit log of a real cluster, with the bodies of requests', () => {
  const { saved, log } = auditLog();
  const trace = observed([saved, log]);
  const of = (method: RegExp, caller?: string) =>
    trace.messages.filter(
      (message) => method.test(message.method) && (caller === undefined || message.caller === caller),
    );

  test('tells what no event does: who applied it, the kubelet reading what a pod names, its tokens, its every status', () => {
    const [deployment] = of(/^POST \S+\/deployments$/);
    expect(deployment).toMatchObject({ from: 'kubectl', caller: 'admin', source: 'observed', outcome: { ok: true } });
    expect(deployment?.evidence?.[0]?.text).toMatch(/^admin \(kubectl\/v.*: create deployments, 201$/);
    expect(of(/^POST \S+\/replicasets$/, 'deployment-controller')).toHaveLength(1);
    // The API server gave the names; its answers tell them.
    for (const post of of(/^POST \S+\/pods$/, 'replicaset-controller')) {
      expect(post.start?.precision).toBe(0);
      expect(post.because).toMatchObject({ type: 'controllerCreates' });
    }
    expect(of(/^POST \S+\/pods$/, 'replicaset-controller')).toHaveLength(2);
    expect(of(/^POST \S+\/binding$/, 'kube-scheduler')).toHaveLength(2);
    expect(of(/^GET \S+\/secrets\?fieldSelector=metadata.name=creds$/, 'kubelet')).toHaveLength(1);
    expect(of(/^GET \S+\/configmaps\?fieldSelector=metadata.name=settings$/, 'kubelet')).toHaveLength(1);
    const tokens = of(/^POST \S+\/serviceaccounts\/default\/token$/, 'kubelet');
    expect(tokens.map(({ subject }) => subject?.pod?.replace(/-\w+$/, ''))).toEqual([
      'web-785b986b8b',
      'web-785b986b8b',
    ]);
    expect(new Set(tokens.map(({ subject }) => subject?.pod)).size).toBe(2);
    const requests = new Set(
      log.split('\n').filter((line) => line.includes('"verb":"patch"') && /"resource":"pods"[^}]*"name":"web-/.test(line)).map((line) => /"auditID":"([^"]+)/.exec(line)?.[1]),
    ); // prettier-ignore
    expect(of(/^PATCH \S+\/pods\/web-[^/]+\/status$/, 'kubelet')).toHaveLength(requests.size);
  });

  test('of a log without bodies, a token is of the one pod that may need it, else of none, whichever pods are shown', () => {
    const plain = log.replace(
      /"(?:request|response)Object":.*?,"requestReceivedTimestamp"/g,
      '"requestReceivedTimestamp"',
    );
    expect(plain).not.toContain('boundObjectRef');
    const observation = savedObservation([{ name: 'pods.json', text: saved }, { name: 'audit.log', text: plain }]); // prettier-ignore
    const [first] = observation.pods;
    for (const shown of [observation.trace(), observation.trace({ uids: [first?.uid ?? ''] })]) {
      const tokens = shown.messages.filter(({ method }) => method.endsWith('/token'));
      expect(tokens.length).toBeGreaterThan(0);
      expect(tokens.every(({ subject, caller }) => subject === undefined && caller === 'kubelet')).toBe(true);
    }
  });

  test('what was refused says so in the API server’s words', () => {
    const conflict = of(/^PUT \S+\/deployments\/web\/status$/).find(({ outcome }) => !outcome.ok);
    expect(conflict?.outcome).toMatchObject({
      code: '409 Conflict',
      text: expect.stringContaining('has been modified'),
    });
  });

  test('no value of a Secret and no token leaves it', () => {
    expect(log).toContain('hunter2-in-plain-sight');
    const tokens = [...log.matchAll(/"token":"([^"]{40})/g)].map(([, token = '']) => token);
    expect(tokens.length).toBeGreaterThan(1);
    const told = [
      JSON.stringify(savedEvidence(log)),
      JSON.stringify(trace),
      otlpText(trace),
      story(trace, { level: 3, why: true }),
    ];
    for (const text of told)
      for (const value of ['hunter2', 'aHVudGVyMi1', ...tokens]) expect(text.includes(value), value).toBe(false);
  });

  test('in any order of its lines it tells the same', () => {
    const backwards = log.split('\n').reverse().join('\n');
    expect(observed([backwards, saved])).toEqual(trace);
  });

  test('a log that was cut at both ends tells the rest, and says where', () => {
    const part = log.slice(200, -150);
    const observation = savedObservation([
      { name: 'pods.json', text: saved },
      { name: 'audit.log', text: part },
    ]);
    const last = part.split('\n').length;
    expect(observation.unread).toEqual([`audit.log: 2 lines (1, ${last}) are not JSON: left out`]);
    const whole = trace.messages.filter(isAudited).length;
    expect(whole).toBeGreaterThan(35);
    expect(observation.trace().messages.filter(isAudited).length).toBeGreaterThanOrEqual(whole - 2);
    const one = savedObservation([{ name: 'pods.json', text: saved }, { name: 'audit.log', text: log.slice(0, -150) }]); // prettier-ignore
    expect(one.unread).toEqual([`audit.log: line ${log.trimEnd().split('\n').length} is not JSON: left out`]);
  });

  test('alone it tells of no pod', () => {
    expect(() => savedObservation([{ name: 'audit.log', text: log }])).toThrow(
      /^audit.log: it has neither a pod nor an event/,
    );
  });

  test('between other lines of an API server, and behind what a runtime writes before each line, it is the same', () => {
    const lines = log.trimEnd().split('\n');
    const others = Array.from({ length: 20 }, (_, i) => `I1129 00:00:00.00000${i % 10}       1 trace.go:1] "Trace"`);
    expect(observed([saved, [...others, ...lines].join('\n')])).toEqual(trace);
    const behind = lines.map((line) => `2026-11-29T00:00:00.000000001Z stdout F ${line}`).join('\n');
    expect(observed([saved, behind])).toEqual(trace);
  });

  test('as a list for a webhook, or a single event, it is the same', () => {
    const events = log.trimEnd().split('\n').map((line): unknown => JSON.parse(line)); // prettier-ignore
    const list = JSON.stringify({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', metadata: {}, items: events });
    expect(observed([saved, list])).toEqual(trace);
    expect(observed([saved, JSON.stringify(events)])).toEqual(trace);
    expect(savedEvidence(JSON.stringify(events[0], undefined, 2)).map(({ kind }) => kind)).toEqual(['audit']);
  });
});

describe('what only looks like one', () => {
  test.each([
    ['an event of the API', '{"kind":"Event","apiVersion":"v1","involvedObject":{"kind":"Pod"}}', 'object'],
    ['an event that quotes one', `{"kind":"Event","apiVersion":"v1","involvedObject":{"kind":"Pod"},"message":${JSON.stringify('"audit.k8s.io/v1"')}}`, 'object'],
  ])('%s is none', (_, text, kind) => {
    expect(savedEvidence(text).map((evidence) => evidence.kind)).toEqual([kind]);
  }); // prettier-ignore

  test('lines of wrong types are passed over', () => {
    const base = { kind: 'Event', apiVersion: 'audit.k8s.io/v1', verb: 'get', requestReceivedTimestamp: '2026-11-29T19:08:43.2Z' }; // prettier-ignore
    const lines = [
      { ...base, objectRef: null, user: 7 },
      { ...base, objectRef: { resource: { a: 1 }, name: [] } },
      { ...base, objectRef: { resource: 'pods', namespace: 'shop', name: '__proto__' }, user: { username: ['x'] } },
      { ...base, objectRef: { resource: 'pods' }, requestReceivedTimestamp: 'yesterday' },
      { ...base, verb: '__proto__', objectRef: { resource: 'constructor', namespace: '__proto__', name: 'toString' } },
      [],
      'audit.k8s.io/v1',
      null,
    ].map((value) => JSON.stringify(value));
    const { saved, log } = auditLog();
    expect(observed([saved, `${log}${lines.join('\n')}\n`])).toEqual(observed([saved, log]));
  });

  test('a hundred thousand lines about one pod take no longer than their size', () => {
    const { saved } = auditLog();
    const name = /"name":\s*"(web-[^"]+-[^"]+)"/.exec(saved)?.[1] ?? '';
    const line = auditLines('shop', [{ at: '2026-11-29T19:08:43.3Z', user: 'system:node:kind-control-plane', agent: 'kubelet', verb: 'patch', resource: 'pods', subresource: 'status', name, code: 200 }]); // prettier-ignore
    const many = Array.from({ length: 100_000 }, (_, i) => line.replace('000000000000"', `${String(i).padStart(12, '0')}"`)); // prettier-ignore
    const since = performance.now();
    expect(observed([saved, many.join('\n')]).messages.length).toBeLessThan(2_000);
    expect(performance.now() - since).toBeLessThan(20_000);
  });
});
