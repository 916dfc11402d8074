import { expect, test } from 'vitest';
import { fixesAt } from '../../../../src/core/explain/fixes/fixesAt';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';

function fixesOf(container: string): unknown {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: app\n      ${container}\n`;
  return fixesAt(parseManifest(text), { start: 0, end: text.length }).map(({ title, isCertain }) => [title, isCertain]);
}

test('only a slip is certain: the field that a name goes on from is a guess', () => {
  expect(fixesOf('imagePullPolicyy: Always')).toEqual([['Change imagePullPolicyy to imagePullPolicy', true]]);
  expect(fixesOf('imageName: nginx')).toEqual([['Change imageName to image', false]]);
});
