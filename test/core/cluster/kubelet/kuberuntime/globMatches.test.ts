import { expect, it } from 'vitest';
import { globMatches } from '../../../../../src/core/cluster/kubelet/kuberuntime/globMatches';

// As Go's filepath.Match answers (path/filepath/match_test.go, 1.25), without its paths.
it.each<[glob: string, text: string, matches: boolean]>([
  ['abc', 'abc', true],
  ['*', 'abc', true],
  ['*c', 'abc', true],
  ['a*', 'a', true],
  ['a*', 'abc', true],
  ['a*b*c*d*e*', 'axbxcxdxe', true],
  ['a*b*c*d*e*', 'axbxcxdxexxx', true],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['a*b?c*x', 'abxbbxdbxebxczzy', false],
  ['ab[c]', 'abc', true],
  ['ab[b-d]', 'abc', true],
  ['ab[e-g]', 'abc', false],
  ['ab[^c]', 'abc', false],
  ['ab[^e-g]', 'abc', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'ab', false],
  ['[a-ζ]*', 'α', true],
  ['[\\]a]', ']', true],
  ['[\\-x]', '-', true],
  ['[x\\-]', 'z', false],
  ['[]a]', ']', false],
  ['[-]', '-', false],
  ['[a-', 'a', false],
  ['[', 'a', false],
  ['[^bc', 'a', false],
  ['a[', 'ab', false],
  ['a\\', 'a', false],
  ['*x', 'xxx', true],
  ['', '', true],
  ['*', '', true],
  ['?', '', false],
])('%s and %s: %s', (glob, text, matches) => {
  expect(globMatches(glob, text)).toBe(matches);
});

it('takes no longer for many stars', { retry: 2 }, () => {
  const before = performance.now();
  expect(globMatches(`${'*a'.repeat(200)}*b`, 'a'.repeat(250))).toBe(false);
  expect(performance.now() - before).toBeLessThan(200);
});
