import { withoutSecrets } from '../../../../src/core/manifest/secretMask';
import { sortedDeep } from '../../cluster/simulate/unknowable';
import { readByOurs, type Reading } from './ours';
import { readByKubectl } from './theirs';
import type { HostileText } from './texts';

/** Without what nobody can know, what stands in the answer for kubectl alone, and values of Secrets. */
function known({ sent, stored, ...rest }: Omit<Reading, 'sent'> & { sent: unknown[] | undefined }): object {
  return { ...rest, ...(sent && { sent: sent.map(knownOf) }), stored: stored.map(knownOf) };
}

function knownOf(object: unknown): unknown {
  const text = JSON.stringify(sortedDeep(withoutSecrets(object)))
    .replace(/kube-api-access-\w{5}/g, 'kube-api-access-<x>')
    .replace(/\b10\.96\.\d+\.\d+/g, '<address>')
    .replace(/"namespace":"default",?/g, '')
    .replace(/"(?:creationTimestamp|uid|resourceVersion)":(?:"[^"]*"|null),?/g, '')
    .replace(/"metadata":\{\},?/, '')
    .replaceAll(',}', '}');
  return JSON.parse(text) as unknown;
}

/** Each way in which the two differ, as a line that begins with the text. */
export function differences(hostile: HostileText): string[] {
  const theirs = readByKubectl(hostile);
  const name = JSON.stringify(hostile.text) + (hostile.encoding ? ` in ${hostile.encoding}` : '');
  if (!theirs) return [`${name}: not recorded; node tools/record-yaml.mjs does it`];
  const [made, wanted] = [known(readByOurs(hostile)), known(theirs)];
  return Object.keys(wanted).flatMap((part) => {
    const [is, should] = [made, wanted].map((reading) => JSON.stringify(Reflect.get(reading, part)));
    return is === should ? [] : [`${name} ${part}: ${is} and not ${should}`];
  });
}
