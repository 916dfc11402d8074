import { expect, test } from 'vitest';
import { refusalAdvice } from '../../../src/core/diagnosis/facts/refusalAdvice';

/** Fields and words as the API server of 1.37 has them, and what to do. */
test.each([
  ['spec.containers[0].volumeMounts[0].name', 'Not found: "data"', /add a volume named data/],
  ['spec.template.metadata.labels', 'Invalid value: {"app":"e"}: `selector` does not match template `labels`', /all the labels that spec\.selector/],
  ['spec.containers[0].livenessProbe.httpGet.port', 'Invalid value: "8080": must contain at least one letter (a-z)', /without quotes: 8080$/],
  ['spec.volumes[0].configMap.defaultMode', 'Invalid value: 644: must be a number between 0 and 0777 (octal), both inclusive', /write 0644/],
  ['spec.containers[0].resources.requests', 'Invalid value: "2": must be less than or equal to cpu limit of 1', /raise the limit of cpu to at least 2/],
  ['spec.schedule', 'Invalid value: "0 3 * *": expected exactly 5 fields, found 4: [0 3 * *]', /five fields/],
  ['spec.schedule', 'Invalid value: "TZ=Europe/Berlin 0 3 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead', /spec\.timeZone/],
  ['spec.template.spec.restartPolicy', 'Required value: valid values: "OnFailure", "Never"', /restartPolicy: Never/],
  ['spec.containers[0].imagePullPolicy', 'Unsupported value: "ifnotpresent": supported values: "Always", "IfNotPresent", "Never"', /^write IfNotPresent$/],
  ['spec.containers[0].imagePullPolicy', 'Unsupported value: "xyzxyz": supported values: "Always", "IfNotPresent", "Never"', /one of the supported values/],
  ['metadata.name', "Invalid value: \"MyPod\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'", /: mypod$/],
  ['spec.containers[0].name', "Invalid value: \"my_app\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'", /: my-app$/],
  ['spec.containers[0].resources.limits.memory', "quantities must match the regular expression '^x$'", /M or Mi for MB/],
  ['spec.containers[0].resources.limits', 'Required value: Limit must be set for non overcommitable resources', /same amount under limits/],
  ['spec.initContainers[0].readinessProbe', 'Forbidden: may not be set for init containers without restartPolicy=Always', /sidecar/],
  ['spec.selector', 'Invalid value: {}: field is immutable', /delete the object and create it again/],
  ['spec.somethingNew', 'Invalid value: 3: is strange', /^correct this field and apply again$/],
] as const)('%s: %s', (field, message, advice) => {
  expect(refusalAdvice(field, message)).toMatch(advice);
}); // prettier-ignore
