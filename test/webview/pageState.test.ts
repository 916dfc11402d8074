import { describe, expect, test } from 'vitest';
import {
  emptyState,
  looked,
  received,
  selected,
  settled,
  turned,
  type PageState,
} from '../../src/webview/page/pageState';
import { findings } from '../../src/core/panel/findings';
import { fromKept, toKeep } from '../../src/webview/page/keptState';
import { nginxTrace } from '../core/diagram/nginxTrace';
import type { Assumed, ExplainedState, PanelState } from '../../src/core/panel/protocol';

const shown = { trace: nginxTrace, findings: findings(nginxTrace) };
const explained = (changes: Partial<ExplainedState> = {}): ExplainedState => ({
  kind: 'explained',
  title: 'Start of nginx',
  document: 'nginx.yaml',
  faults: [],
  memento: { uri: 'file:///nginx.yaml', faults: [] },
  shown,
  ...changes,
});
const account: Assumed = { id: 'account', what: 'ServiceAccount api', isOff: false };
const chosen = (state: PageState): PageState => ({
  ...selected(state, 'create-container', { reveal: true }),
  page: 1,
  level: 3,
  pod: 'nginx',
  sight: { zoom: 2, isZoomed: true },
  search: { text: 'image', at: 'create-container' },
});

describe('a state of the host', () => {
  test('keeps what was chosen in the start before, where it is the same one', () => {
    const before = chosen(received(emptyState, explained()));
    const after = received(before, explained({ faults: ['image-not-found'] }));
    expect(after).toEqual({ ...before, panel: after.panel });
  });

  test.each<[string, PanelState]>([
    ['workload', explained({ memento: { uri: 'file:///nginx.yaml', workload: 'Deployment web', faults: [] } })],
    ['file', explained({ memento: { uri: 'file:///other.yaml', faults: [] } })],
    ['kind', { kind: 'saved', title: 'Start in report.json', from: 'As report.json tells it', leftOut: [], shown }],
  ])('of another %s is no place for it, but what folds and the search stay', (_what, next) => {
    const folds = { ...emptyState.folds, timeline: false };
    const before = { ...chosen(received(emptyState, explained())), folds };
    const after = received(before, next);
    expect(after).toMatchObject({ page: 0, pod: undefined, selection: undefined, sight: {}, level: 3, folds });
    expect(after.search.text).toBe('image');
    expect(after.start).toBe(before.start + 1);
  });

  test('is known again after a reload of the window, and another one is told from it', () => {
    const state = chosen(received(emptyState, explained()));
    const { state: back, identity } = fromKept(structuredClone(toKeep(state)));
    expect(received(back, explained(), identity)).toMatchObject({
      page: 1,
      level: 3,
      pod: 'nginx',
      sight: { zoom: 2, isZoomed: true },
      selection: { message: 'create-container', reveal: false },
    });
    const other = explained({ memento: { uri: 'file:///other.yaml', faults: [] } });
    expect(received(back, other, identity).selection).toBeUndefined();
  });

  test.each([undefined, null, 3, 'x', [], { page: 'x', level: 4, zoom: {}, timeline: 1, selection: 7 }])(
    'is shown from the beginning where %j was kept',
    (kept) => {
      expect(fromKept(kept)).toEqual({ state: emptyState });
    },
  );

  test('without the selected message selects none once it is drawn', () => {
    const before = chosen(received(emptyState, explained()));
    const next = explained({ shown: { ...shown, trace: { ...nginxTrace, messages: [] } } });
    const taken = received(before, next);
    expect(taken.selection).toBeDefined();
    expect(settled(taken, next).selection).toBeUndefined();
  });

  test('that a newer one overtook does not settle', () => {
    const [first, second] = [explained(), explained()];
    const state = received(received(emptyState, first), second);
    expect(settled(state, first)).toBe(state);
    expect(settled(state, second).settled).toBe(second);
  });
});

test('with less detail what is not shown is not selected, and with more it stays', () => {
  const state = selected(received(emptyState, explained()), 'create-container', { reveal: false });
  const story = looked(state, 1);
  expect(story.selection).toMatchObject({ message: 'create-container', reveal: true });
  expect(story.messages.size).toBeLessThan(state.messages.size);
  const hidden = [...state.messages.keys()].find((id) => !story.messages.has(id)) ?? '';
  const other = selected(story, hidden, { reveal: false });
  expect(other).toMatchObject({ level: 2, selection: { message: hidden } });
  expect(looked(other, 3).selection).toMatchObject({ message: hidden });
  expect(looked(other, 1).selection).toBeUndefined();
});

test('an unknown message is not selected', () => {
  expect(selected(emptyState, 'nothing', { reveal: true })).toBe(emptyState);
});

test('what is turned off is off at once, and its answer goes when it is not asked for any more', () => {
  const state = received(emptyState, explained({ assumed: [account] }));
  const off = turned(state, new Set(['account']), true);
  expect(off.panel).toMatchObject({ assumed: [{ ...account, isOff: true }] });
  const answered = { ...off, answers: new Map([['account', 'pod api waits']]) };
  expect(received(answered, explained({ assumed: [account] })).answers.size).toBe(1);
  expect(received(answered, explained({ assumed: [] })).answers.size).toBe(0);
});
