import { nearly } from './nearly';

/** Where the words alone have to do. */
export const noAdvice = 'correct this field and apply again';

/** What a refused field's words let one write instead: their groups in, what to do out. */
type Advice = (groups: readonly string[]) => string;

/**
 * What to do, by the words of the API server's validation (pkg/apis/*\/validation and apimachinery's validation, 1.37),
 * the first that fits.
 *
 * @param field the refused one's path in the object
 * @param message `Invalid value: "MyPod": a lowercase RFC 1123 …`
 */
export function refusalAdvice(field: string, message: string): string {
  for (const [place, pattern, advice] of advices) {
    const found = place.test(field) ? pattern.exec(message) : null;
    if (found) return advice(found.slice(1).map((group) => group ?? ''));
  }
  return noAdvice;
}

const any = /(?:)/;

const advices: readonly [place: RegExp, pattern: RegExp, advice: Advice][] = [
  [any, /illegal base64 data/, () => 'encode the value in base64, or write it unencoded under stringData instead of data'],
  [
    any,
    /quantities must match the regular expression|unable to parse quantity/,
    () =>
      'write a number and a suffix without a space, such as 100Mi or 250m; use a decimal point, M or Mi for MB, and G or Gi for GB',
  ],
  [/volumeMounts\[\d+\]\.name$/, /^Not found: "([^"]*)"/, ([name]) => `add a volume named ${name} to the pod's volumes, or name one of them here`],
  [/volumeDevices\[\d+\]\.name$/, /^Not found: "([^"]*)"/, ([name]) => `add a volume named ${name} of a claim to the pod's volumes, or name one of them here`],
  [any, /`selector` does not match template `labels`|does not match template `labels`/, () => 'give the template all the labels that spec.selector.matchLabels has, with the same values'],
  [/[pP]ort$/, /^Invalid value: "(\d+)": must contain at least one letter/, ([port]) => `write the number without quotes: ${port}`],
  [/[mM]ode$/, /^Invalid value: (\d+): must be a number between 0 and 0777/, ([mode]) => `write 0${mode}: a mode is octal, and without the 0 in front the number is decimal`],
  [any, /^Invalid value: "([^"]*)": must be less than or equal to (\S+) limit of (\S+)/, ([asked, resource, limit]) => `raise the limit of ${resource} to at least ${asked}, or ask for no more than ${limit}`],
  [any, /Limit must be set for non overcommit?able resources/, () => 'write the same amount under limits: requests alone are not enough for this resource'],
  [/resources/, /must be an integer/, () => 'write a whole number: this resource cannot be divided'],
  [/schedule$/, /cannot use TZ or CRON_TZ/, () => 'take it out of the schedule, and name the zone in spec.timeZone'],
  [/schedule$/, /expected exactly 5 fields/, () => 'write five fields: minute, hour, day of the month, month, day of the week'],
  [/schedule$/, any, () => 'write five fields (minute, hour, day of the month, month, day of the week), each within its range'],
  [/timeZone$/, any, () => 'write a name of the tz database, such as Europe/Berlin'],
  [/restartPolicy$/, /^(?:Required value|Unsupported value).*"OnFailure", "Never"/, () => 'write restartPolicy: Never, or OnFailure: a Job does not take Always'],
  [any, /^Unsupported value: "([^"]*)": supported values: (.*)/, ([is = '', values = '']) => {
    const all = values.split(', ').map((value) => value.replaceAll('"', ''));
    const meant = all.find((value) => value.toLowerCase() === is.toLowerCase()) ?? nearly(is, all);
    return meant ? `write ${meant}` : 'write one of the supported values and apply again';
  }],
  [/hostPort$/, /must match `containerPort`/, () => 'write the same number as containerPort, or leave hostPort out'],
  [/mountPath$/, /must be unique/, () => 'give each mount of the container a path of its own'],
  [any, /may not specify more than 1 (?:volume|handler) type|may not specify more than one/, () => 'keep one of them and remove the others'],
  [any, /must specify a handler type/, () => 'say how it is done: httpGet, tcpSocket, grpc or exec'],
  [any, /must specify a volume type/, () => 'say what the volume is: emptyDir, configMap, persistentVolumeClaim or another'],
  [/valueFrom$/, /may not be specified when `value` is not empty/, () => 'keep value or valueFrom, not both'],
  [/initContainers\[\d+\]\./, /may not be set for init containers without restartPolicy=Always/, () => 'remove it, as an init container ends before the others begin; or make it a sidecar with restartPolicy: Always'],
  [/tolerations/, /value must be empty when `operator` is 'Exists'/, () => 'remove value, or write operator: Equal'],
  [any, /may not be specified when strategy `type` is 'Recreate'/, () => 'remove rollingUpdate, or write type: RollingUpdate'],
  [any, /may not be 0 when `maxSurge` is 0/, () => 'set maxSurge or maxUnavailable to at least 1'],
  [any, /not a valid selector operator/, () => 'write In, NotIn, Exists, DoesNotExist, Gt or Lt'],
  [/fieldPath$/, /field label not supported|error converting fieldPath/, () => 'name a field that a pod exposes: metadata.name, metadata.namespace, metadata.uid, metadata.labels[KEY], metadata.annotations[KEY], spec.nodeName, spec.serviceAccountName, status.hostIP, status.podIP'],
  [/subPath$/, /must be a relative path/, () => "write it without the leading /: it is relative to the volume's root"],
  [any, /must not contain '\.\.'/, () => 'write the path without ..'],
  [/securityContext$/, /cannot set `allowPrivilegeEscalation` to false and/, () => 'remove privileged or the capability SYS_ADMIN, or allowPrivilegeEscalation: false'],
  [any, /field is immutable/, () => 'delete the object and create it again, or give the new one another name'],
  [any, /^Invalid value: "([^"]*)": a (?:lowercase RFC 1123|DNS-1123|DNS-1035)/, ([name = '']) => nameAdvice(name)],
  [/labels$|matchLabels/, /a valid label must be/, () => 'write only letters, digits, -, _ and ., at most 63; put any other text in an annotation'],
  [any, /must be no more than (\d+) (?:characters|bytes)/, ([most]) => `shorten it to ${most} characters`],
  [/clusterIP|nodePort/, /provided port is not in the valid range/, () => 'write a port within the range, or leave it out'],
  [any, /^Required value/, () => 'add this field and apply again'],
  [any, /^Duplicate value/, () => 'give it a unique value and apply again'],
  [any, /^Forbidden: (?:may not|must not) be (?:set|specified)/, () => 'remove this field and apply again'],
]; // prettier-ignore

/** The nearest name that Kubernetes allows. */
function nameAdvice(name: string): string {
  const letters = name.toLowerCase().replaceAll(/[^a-z0-9.-]/g, '-');
  const near = /[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/.exec(letters)?.[0] ?? '';
  return `write lower case letters, digits and - only${near === '' || near === name ? '' : `: ${near}`}`;
}
