import { describe, expect, test } from 'vitest';
import { withoutSecrets } from '../../../../src/core/manifest/secretMask';
import { expectCases, expectOnlyNamed } from '../../cluster/simulate/namedExceptions';
import { sortedDeep } from '../../cluster/simulate/unknowable';
import { exceptions } from './exceptions';
import { readByOurs, type Reading } from './ours';
import { readByKubectl } from './theirs';
import { hostileTexts, type HostileText } from './texts';

const kinds = [...new Set(hostileTexts.map(({ kind }) => kind))];

/** Without what nobody can know, what stands in the answer for kubectl alone, and values of Secrets. */
function known({ sent, stored, ...rest }: Reading): Reading {
  return { ...rest, sent: sent.map(knownOf), stored: stored.map(knownOf) };
}

function knownOf(object: unknown): unknown {
  const text = JSON.stringify(sortedDeep(withoutSecrets(object)))
    .replace(/kube-api-access-\w{5}/g, 'kube-api-access-<x>')
    .replace(/\b10\.96\.\d+\.\d+/g, '<address>')
    .replace(/"namespace":"default",?/g, '')
    .replace(/"(?:creationTimestamp|uid|resourceVersion)":(?:"[^"]*"|null),?/g, '')
    .replaceAll(',}', '}');
  return JSON.parse(text) as unknown;
}

/** Each way in which the two differ, as a line that begins with the text. */
function differences(hostile: HostileText): string[] {
  const theirs = readByKubectl(hostile);
  const name = JSON.stringify(hostile.text) + (hostile.encoding ? ` in ${hostile.encoding}` : '');
  if (!theirs) return [`${name}: not recorded; node tools/record-yaml.mjs does it`];
  const [made, wanted] = [known(readByOurs(hostile)), known(theirs)];
  return Object.keys(wanted).flatMap((part) => {
    const [is, should] = [made, wanted].map((reading) => JSON.stringify(Reflect.get(reading, part)));
    return is === should ? [] : [`${name} ${part}: ${is} and not ${should}`];
  });
}

describe('a hostile text is read as by kubectl, and answered as by the API server', () => {
  test.each(kinds)('%s', (kind) => {
    const wrong = hostileTexts.filter((hostile) => hostile.kind === kind).flatMap(differences);
    expectOnlyNamed(kind, wrong, exceptions);
  });
});

test('each exception is about a kind of text', () => {
  expectCases(exceptions, kinds);
});
