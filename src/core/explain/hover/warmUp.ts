import { parseManifest } from '../../manifest/parseManifest';
import { hover } from './hover';

/** A pod with some of everything that pods usually have. */
const usual = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  initContainers:
    - name: migrate
      image: example/migrate:1
      command: [migrate, --up]
  containers:
    - name: app
      image: example/web:1
      args: [serve]
      ports:
        - containerPort: 8080
      env:
        - name: LEVEL
          value: info
        - name: NODE
          valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
        - name: MODE
          valueFrom: {configMapKeyRef: {name: settings, key: mode}}
      resources:
        requests: {cpu: 100m, memory: 64Mi}
        limits: {memory: 64Mi}
      readinessProbe:
        httpGet: {path: /ready, port: 8080}
      securityContext: {runAsNonRoot: true, runAsUser: 1000}
      volumeMounts:
        - {name: data, mountPath: /data}
  volumes:
    - name: data
      emptyDir: {}
`;

/**
 * Answers hovers that nobody asked, a step each, so that the engine has compiled what answering takes before a person
 * asks: the first answers take ten times as long as later ones.
 */
export function* warmUp(): Generator<void, void> {
  let manifest = parseManifest(usual);
  for (const { index } of usual.matchAll(/\b\w+:/g)) {
    hover(manifest, index + 1);
    yield;
    // Every other answer is one after an edit.
    if (index % 2 === 0) manifest = parseManifest(usual.replace('web:1', `web:${index}`), manifest);
  }
}
