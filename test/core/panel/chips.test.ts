import { expect, test } from 'vitest';
import { firstRelease } from '../../../src/core/circumstances/chosenRelease';
import { readWhatIfs } from '../../../src/core/circumstances/whatIf/whatIfText';
import type { ExplainedMemento } from '../../../src/core/panel/protocol';
import { chipsOf, shownRelease, withoutChip } from '../../../src/core/panel/chips';

const fault = { id: 'crash app', label: 'Crash: app', detail: 'It exits', scenario: {} };
const assumed = [
  { id: 'ConfigMap shop/a', what: 'ConfigMap a', isOff: true },
  { id: 'ConfigMap shop/b', what: 'ConfigMap b', isOff: false },
];

const subjects = { containers: ['app', 'proxy'], asked: ['app'], images: ['nginx'] };

test('a change that changes nothing says so, and why', () => {
  const labels = (lines: string[]) => chipsOf({}, [], [], readWhatIfs(lines), subjects).map(({ label }) => label);
  expect(labels(['answers-after app 25s', 'answers-after proxy 25s', 'exits gone 1s 1'])).toEqual([
    'app answers after 25 s',
    'proxy answers after 25 s: changes nothing',
    'gone exits after 1.0 s with 1: changes nothing',
  ]);
  const [chip] = chipsOf({}, [], [], readWhatIfs(['answers-after proxy 25s']), subjects);
  expect(chip?.detail).toContain('no probe checks proxy');
});

test('each difference from the usual start is a chip, and no other', () => {
  const settings = { kubernetes: '1.18', durations: 'none', hasStorage: false, node: { name: 'a' } } as const;
  const chips = chipsOf(settings, [fault], assumed, readWhatIfs(['exits app 10s 1']), subjects);
  expect(chips.map(({ kind, label }) => `${kind}: ${label}`)).toEqual([
    'setting: Kubernetes 1.18',
    'setting: calls take no time',
    'setting: no storage is assumed',
    'setting: a node of your own',
    'fault: Crash: app',
    'without: without ConfigMap a',
    'whatIf: app exits after 10 s with 1',
  ]);
  const usual = {
    kubernetes: '1.37',
    durations: 'containerd',
    hasStorage: true,
    profile: {},
    namespace: 'shop',
  } as const;
  expect(chipsOf(usual, [], [], [], subjects)).toEqual([]);
});

test('a release that is chosen for this start comes before that of the settings', () => {
  const chips = chipsOf({ kubernetes: '1.18' }, [], [], readWhatIfs(['kubernetes 1.37']), subjects);
  expect(chips.map(({ label }) => label)).toEqual(['Kubernetes 1.37']);
  expect(shownRelease({ kubernetes: '1.18' }, readWhatIfs(['kubernetes 1.35']))).toEqual({
    label: 'Kubernetes 1.35',
    detail: 'Chosen for this start\nChoose another release',
    line: 'kubernetes 1.35',
  });
});

test('the release says who chose it, and its chip leads to that', () => {
  const chosen = firstRelease([['yaml', 'v1.33.0']]);
  expect(shownRelease(chosen, [])).toMatchObject({ label: 'Kubernetes 1.33', line: 'kubernetes 1.33' });
  expect(shownRelease(chosen, []).detail).toContain('yaml.kubernetesVersion is 1.33');
  expect(chipsOf(chosen, [], [], [], subjects)).toMatchObject([
    { id: 'setting yaml.kubernetesVersion', label: 'Kubernetes 1.33', kind: 'setting' },
  ]);
  const unknown = firstRelease([['kubernetes', '1.41']]);
  const [chip] = chipsOf(unknown, [], [], [], subjects);
  expect(chip).toMatchObject({ id: 'setting kubernetes', label: 'Kubernetes 1.37' });
  expect(chip?.detail).toContain('1.41, which is not known yet; simulated as 1.37');
  expect(shownRelease({}, [])).toMatchObject({ label: 'Kubernetes 1.37' });
});

test('a chip that is removed takes its difference away, and nothing else', () => {
  const memento = { uri: 'file:///a', faults: ['crash app', 'x'], without: ['ConfigMap shop/a'], whatIf: ['node 2 4Gi', 'exits app 10s 1'] }; // prettier-ignore
  const chips = chipsOf({}, [fault], assumed, readWhatIfs(memento.whatIf), subjects);
  const left = chips.reduce<ExplainedMemento>((was, { id }) => withoutChip(was, id), memento);
  expect(left).toEqual({ uri: 'file:///a', faults: ['x'], without: [], whatIf: [] });
  expect(withoutChip(memento, 'fault crash app')).toEqual({ ...memento, faults: ['x'] });
  expect(withoutChip(memento, 'setting node')).toEqual(memento);
  expect(withoutChip(memento, '')).toEqual(memento);
});
