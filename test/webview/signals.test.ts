import { expect, test, vi } from 'vitest';
import { batch, computed, effect, signal, untracked, Watcher } from '../../src/webview/page/signals';

test('a computed value is worked out when it is asked for, and again only when something that it read changed', () => {
  const [a, b] = [signal(1), signal(2)];
  const make = vi.fn(() => a.value + b.value);
  const sum = computed(make);
  expect(make).not.toHaveBeenCalled();
  expect([sum.value, sum.value, sum.peek()]).toEqual([3, 3, 3]);
  expect(make).toHaveBeenCalledTimes(1);
  a.value = 5;
  b.value = 6;
  expect(make).toHaveBeenCalledTimes(1);
  expect(sum.value).toBe(11);
  a.value = 5;
  expect(sum.value).toBe(11);
  expect(make).toHaveBeenCalledTimes(2);
});

test('where two ways lead to a value, who reads both is told once, with both new', () => {
  const a = signal(1);
  const [twice, thrice] = [computed(() => a.value * 2), computed(() => a.value * 3)];
  const seen: number[] = [];
  effect(() => void seen.push(twice.value + thrice.value));
  a.value = 2;
  a.value = 2;
  expect(seen).toEqual([5, 10]);
});

test('who reads a computed value is not told where it stays the same', () => {
  const a = signal(1);
  const isOdd = computed(() => a.value % 2 === 1);
  const told = computed(() => (isOdd.value ? 'odd' : 'even'));
  const seen: string[] = [];
  effect(() => void seen.push(told.value));
  a.value = 3;
  a.value = 4;
  expect(seen).toEqual(['odd', 'even']);
});

test('what was read the last time counts, and nothing else', () => {
  const [isFirst, first, second] = [signal(true), signal('a'), signal('x')];
  const seen: string[] = [];
  effect(() => void seen.push(isFirst.value ? first.value : second.value));
  second.value = 'y';
  isFirst.value = false;
  first.value = 'b';
  second.value = 'z';
  expect(seen).toEqual(['a', 'y', 'z']);
});

test('a computed value that nobody reads any more is right when it is read again', () => {
  const a = signal(1);
  const twice = computed(() => a.value * 2);
  const stop = effect(() => void twice.value);
  stop();
  a.value = 4;
  expect(twice.value).toBe(8);
  const seen: number[] = [];
  effect(() => void seen.push(twice.value));
  a.value = 5;
  expect(seen).toEqual([8, 10]);
});

test('changes made together are told together, and in the order in which readers came', () => {
  const [a, b] = [signal(1), signal(1)];
  const seen: string[] = [];
  effect(() => void seen.push(`first ${a.value} ${b.value}`));
  effect(() => void seen.push(`second ${b.value}`));
  seen.length = 0;
  const result = batch(() => {
    a.value = 2;
    batch(() => (b.value = 2));
    return seen.length;
  });
  expect(result).toBe(0);
  expect(seen).toEqual(['first 2 2', 'second 2']);
});

test('a reader may change what it and others read', () => {
  const [a, b] = [signal(1), signal(0)];
  const seen: number[] = [];
  effect(() => void seen.push(b.value));
  effect(() => {
    b.value = a.value * 10;
    if (a.value < 3) a.value++;
  });
  expect([a.value, b.value, seen.at(-1)]).toEqual([3, 30, 30]);
});

test('what has no end ends with words, and others go on', () => {
  const a = signal(0);
  const seen: number[] = [];
  const stop = effect(() => void seen.push(a.value));
  expect(() => effect(() => void a.value++)).toThrow('no end');
  stop();
  const b = signal(1);
  effect(() => void seen.push(b.value));
  b.value = -1;
  expect(seen.at(-1)).toBe(-1);
});

test('who ends a reader is told of nothing any more', () => {
  const a = signal(1);
  const seen: number[] = [];
  const stop = effect(() => void seen.push(a.value));
  batch(() => {
    a.value = 2;
    stop();
  });
  a.value = 3;
  expect(seen).toEqual([1]);
});

test('what is read untracked, or with peek, is not told of', () => {
  const [a, b, c] = [signal(1), signal(1), signal(1)];
  const run = vi.fn(() => void [a.value, untracked(() => b.value), c.peek()]);
  effect(run);
  b.value = c.value = 2;
  expect(run).toHaveBeenCalledTimes(1);
  a.value = 2;
  expect(run).toHaveBeenCalledTimes(2);
});

test('what working out a value throws, each reading of it throws, until what it read changes', () => {
  const a = signal(0);
  const make = vi.fn(() => {
    if (a.value === 0) throw new RangeError('nothing');
    return 1 / a.value;
  });
  const inverse = computed(make);
  expect(() => inverse.value).toThrow('nothing');
  expect(() => inverse.peek()).toThrow(RangeError);
  expect(make).toHaveBeenCalledTimes(1);
  a.value = 2;
  expect(inverse.value).toBe(0.5);
});

test('where a reader throws, the others are told, and the change throws', () => {
  const a = signal(1);
  const seen: number[] = [];
  effect(() => {
    if (a.value === 2) throw new Error('not two');
  });
  effect(() => void seen.push(a.value));
  expect(() => (a.value = 2)).toThrow('not two');
  a.value = 3;
  expect(seen).toEqual([1, 2, 3]);
});

test('a watcher is told of what it read, until it forgets that', () => {
  const a = signal(1);
  const changed = vi.fn();
  const watcher = new Watcher(changed);
  const read = (): void => {
    const end = watcher.begin();
    void a.value;
    end();
  };
  expect(watcher.reads).toBe(false);
  read();
  expect(watcher.reads).toBe(true);
  a.value = 2;
  expect(changed).toHaveBeenCalledTimes(1);
  read();
  watcher.forget();
  a.value = 3;
  expect(changed).toHaveBeenCalledTimes(1);
});
