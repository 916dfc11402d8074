import { expect, test } from 'vitest';
import { harmlessCause, harmlessWords } from '../../../../src/core/cluster/apiserver/harmlessWords';

const secret = 'hunter2';

test.each([
  ['the type of error without what follows', { field: 'type', message: `Invalid value: "${secret}": field is immutable` }, { field: 'type', message: 'Invalid value' }],
  ['words that begin with no type of error', { field: 'data[a]', message: `${secret} is wrong` }, { field: 'data[a]', message: 'it is wrong' }],
  ['a type that the API server does not have', { field: 'data[a]', message: `Hunter two: ${secret}` }, { field: 'data[a]', message: 'it is wrong' }],
  ['where base64 ends to be base64', { field: 'data[a]', message: 'illegal base64 data at input byte 4' }, { field: 'data[a]', message: 'illegal base64 data at input byte 4' }],
  ['base64 with more behind it', { field: 'data[a]', message: `illegal base64 data at input byte 4: ${secret}` }, { field: 'data[a]', message: 'it is wrong' }],
  ['a key that is none, up to its map', { field: `data[${secret}: x]`, message: 'Required value' }, { field: 'data', message: 'Required value' }],
  ['a field that begins with nothing known', { field: `"${secret} ${secret}"`, message: 'Required value' }, { field: '', message: 'Required value' }],
])('of what is wrong in a Secret is told: %s', (_what, cause, told) => {
  expect(harmlessCause(cause)).toEqual(told);
}); // prettier-ignore

test('what a value is and should be quotes nothing of it', () => {
  const misfit = { is: 'number', should: 'string' };
  const cause = { field: 'stringData.pin', message: 'number where the API expects string', misfit };
  expect(harmlessCause(cause)).toEqual(cause);
});

test('unknown fields are told that a Secret may have, misspelt, and no others', () => {
  const refusal = (...fields: string[]): string =>
    `Secret in version "v1" cannot be handled as a Secret: strict decoding error: ${fields.map((one) => `unknown field "${one}"`).join(', ')}`;
  expect(harmlessWords(refusal('metadata.label', 'dat'))).toBe(refusal('metadata.label', 'dat'));
  for (const fields of [[secret], ['dat', 'passphrase'], [`dat", "${secret}`]])
    expect(harmlessWords(refusal(...fields))).not.toMatch(/hunter|passphrase/);
});
