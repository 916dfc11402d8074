import { expect, test } from 'vitest';
import {
  transition,
  unbegun,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
} from '../../../src/kubectl/session/sessionState';

const lost: SessionEvent = { type: 'disconnected', reason: 'EOF', retryMs: 500 };
const polling: SessionEvent = { type: 'polling', what: 'pods' };
const stopped: SessionEvent = { type: 'end', why: 'stopped' };
const refused: SessionEvent = { type: 'failed', failure: 'forbidden', reason: 'may not' };

/** The state that events lead to, and all that was to be done on the way. */
function after(...events: SessionEvent[]): { state: SessionState; effects: SessionEffect[] } {
  const effects: SessionEffect[] = [];
  let state: SessionState = unbegun;
  for (const event of events) {
    const [next, more] = transition(state, event);
    state = next;
    effects.push(...more);
  }
  return { state, effects };
}

const ways: Record<SessionState['name'], SessionEvent[]> = {
  starting: [{ type: 'begin' }],
  watching: [{ type: 'begin' }, { type: 'answered' }, { type: 'watching' }],
  polling: [{ type: 'begin' }, polling, { type: 'watching' }],
  reconnecting: [{ type: 'begin' }, { type: 'watching' }, lost],
  ended: [{ type: 'begin' }, stopped],
  failed: [{ type: 'begin' }, refused],
};
const names = Object.keys(ways) as SessionState['name'][];

test.each(names)('%s is reached, and ended from there with all that runs', (name) => {
  const { state, effects } = after(...ways[name]);
  expect(state.name).toBe(name);
  expect(effects.filter((effect) => effect === 'collect')).toHaveLength(1);
  const over = after(...ways[name], stopped);
  expect(over.state.name).toBe(name === 'failed' ? 'failed' : 'ended');
  expect(over.effects.filter((effect) => effect === 'end')).toHaveLength(1);
});

test.each(names)('in %s a beginning begins only where nothing goes on', (name) => {
  const isOver = name === 'ended' || name === 'failed';
  const { state, effects } = after(...ways[name], { type: 'begin' });
  expect(state.name).toBe(isOver ? 'starting' : name);
  expect(effects.filter((effect) => effect === 'collect')).toHaveLength(isOver ? 2 : 1);
});

test.each(['ended', 'failed'] as const)('what comes late changes nothing once it has %s', (name) => {
  const { state } = after(...ways[name]);
  const late: SessionEvent[] = [lost, polling, refused, { type: 'watching' }, { type: 'connected' }];
  for (const event of [...late, { type: 'answered' }, { type: 'collected' }, stopped] as SessionEvent[])
    expect(transition(state, event)).toEqual([state, []]);
});

test('what was lost goes on as it was: before all had come, watching, or polling', () => {
  expect(after({ type: 'begin' }, lost, { type: 'connected' }).state.name).toBe('starting');
  expect(after(...ways.watching, lost, { type: 'connected' }).state.name).toBe('watching');
  expect(after(...ways.polling, lost, { type: 'connected' }).state.name).toBe('polling');
  expect(after(...ways.watching, lost, polling, { type: 'connected' }).state).toMatchObject({
    name: 'polling',
    polled: ['pods'],
  });
});

test('that all has come is told also while the connection is lost, which it stays', () => {
  const { state, effects } = after({ type: 'begin' }, lost, { type: 'watching' });
  expect(state).toMatchObject({ name: 'reconnecting', isComplete: true });
  expect(effects).toEqual(['collect', 'complete']);
});

test('a collection that ends though nobody ended it is a failure, not silence', () => {
  const { state, effects } = after(...ways.watching, { type: 'collected' });
  expect(state).toMatchObject({ name: 'failed', reason: expect.stringMatching(/ended unexpectedly: watch it again/) });
  expect(effects.at(-1)).toBe('end');
});
