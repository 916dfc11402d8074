import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { applyManifest } from '../../src/kubectl/apply';
import { Kubectl } from '../../src/kubectl/kubectl';
import { KubectlError } from '../../src/kubectl/kubectlError';
import { wordsWithoutSecrets } from '../../src/kubectl/wordsWithoutSecrets';
import { fakeKubectl } from '../kubectl/fakeKubectl';
import { holdsCanary } from './secretForms';

/** What kubectl 1.32 and an API server 1.37.2 said of each manifest. */
const refusals = JSON.parse(readFileSync(new URL('kubectlRefusals.json', import.meta.url), 'utf8')) as {
  name: string;
  manifest: string;
  stderr: string;
}[];
const told = refusals.map(({ name, manifest, stderr: said }) => {
  const error = new KubectlError('failed', said.trim().split('\n').at(-1) ?? '', said);
  const { message, stderr } = wordsWithoutSecrets(error, manifest);
  return { name, message, stderr };
});

test('nothing that kubectl says of a Secret quotes a value of it', () => {
  expect(refusals.filter(({ stderr }) => holdsCanary(stderr))).toHaveLength(20);
  expect(told.filter(({ message, stderr }) => holdsCanary(`${message} ${stderr}`))).toEqual([]);
});

test.each([
  ['map apply', '.stringData.cfg: expected string'],
  ['base64 apply', 'illegal base64 data at input byte 6'],
  ['datamap create', 'json: cannot unmarshal object into Go struct field Secret.data of type []uint8'],
  ['tls apply', 'The Secret "db2" is invalid: data[tls.crt]: Required value, data[tls.key]: Required value'],
  ['docker apply', 'data[.dockerconfigjson]: Invalid value'],
  ['misspelt apply', '.stringdata: field not declared in schema'],
  ['misspelt create', 'unknown field "stringdata"'],
  ['label apply', 'metadata.labels: Invalid value'],
  ['labelmap get', 'ObjectMeta.metadata.labels of type string'],
  ['version get', 'no matches for kind "Secret" in version "v7"'],
  ['yaml2 get', 'yaml: line 5'],
  ['yaml get', 'kubectl apply --server-side -f'],
  ['pod apply', 'pods "web" is forbidden: error looking up service account default/default'],
  ['podtype apply', '.spec.containers: expected list, got &{5}'],
])('%s: says what is wrong as far as that is no value', (name, words) => {
  expect(told.find((each) => each.name === name)?.message).toContain(words);
});

test('a manifest without a Secret has all of kubectl’s words', () => {
  const error = new KubectlError('failed', 'whatever', 'whatever');
  expect(wordsWithoutSecrets(error, 'apiVersion: v1\nkind: Pod\nspec: {x: {secretName: a}}\n')).toBe(error);
});

test('what was applied comes back without values, and words of it neither as an error', async () => {
  const data = { password: 'Q0FOQVJZLWh1bnRlcjI=' };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', managedFields: ['hunter2'] }, data };
  const answers = [{ args: '^get -f -', lines: [{ text: '' }] }];
  const good = fakeKubectl([...answers, { args: '^apply', lines: [{ text: JSON.stringify(secret) }] }]);
  const applied = await applyManifest(new Kubectl(good.executable), JSON.stringify(secret), 'default', false);
  expect(applied[0]?.object).toMatchObject({ kind: 'Secret', metadata: { name: 'db' } });
  expect(holdsCanary(JSON.stringify(applied))).toBe(false);
  good.remove();
  for (const rule of [
    { lines: [{ text: `hunter2 ${JSON.stringify(secret)}` }] },
    { stderr: 'Value:map[string]interface {}{"password":"CANARY-hunter2"}', code: 1 },
  ]) {
    const bad = fakeKubectl([...answers, { args: '^apply', ...rule }]);
    const failed = applyManifest(new Kubectl(bad.executable), JSON.stringify(secret), 'default', false);
    await expect(failed).rejects.toSatisfy((error: KubectlError) => !holdsCanary(`${error.message}${error.stderr}`));
    bad.remove();
  }
});
