import { describe, expect, test } from 'vitest';
import { start, type StartOptions } from '../../../src/core/circumstances/start';
import { pullSavings, readyAfter } from '../../../src/core/circumstances/whatIf/saving';
import { pullSavingText, savingText } from '../../../src/core/circumstances/whatIf/savingText';
import { underWhatIfs } from '../../../src/core/circumstances/whatIf/underWhatIfs';
import { readWhatIfs, whatIfText } from '../../../src/core/circumstances/whatIf/whatIfText';
import { durationsUnder } from '../../../src/core/circumstances/durations';
import { pullTimes } from '../../../src/core/scenario/durationProfile';

const podOf = (image: string, policy?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'app', image, ...(policy !== undefined && { imagePullPolicy: policy }) }] },
});
const optionsOf = (image: string, policy?: string): StartOptions => ({
  objects: [podOf(image, policy)],
  circumstances: {},
  start: 0,
});
const savingsOf = (options: StartOptions) =>
  new Map(pullSavings(options).map((saving) => [whatIfText(saving.change), saving]));
const gained = ({ before = NaN, after = NaN }: { before?: number; after?: number }): number => before - after;

describe('what an image that is pulled otherwise gains', () => {
  const { ask, fetch, unpack } = pullTimes(durationsUnder({}), 'nginx:latest');

  test('half the size gains half of what transfer and unpacking take', () => {
    const half = savingsOf(optionsOf('nginx')).get('image-size nginx:latest 50%');
    expect(gained(half!)).toBeCloseTo((fetch + unpack) / 2, -1);
  });

  test('with Always, an image that is there still asks the registry', () => {
    const present = savingsOf(optionsOf('nginx')).get('image nginx:latest present');
    expect(gained(present!)).toBeCloseTo(fetch + unpack, -1);
  });

  test('IfNotPresent and another tag gain the question, and only where the image is there', () => {
    const savings = savingsOf(optionsOf('nginx'));
    for (const line of ['pull-policy nginx:latest IfNotPresent', 'image-tag nginx:latest TAG']) {
      const saving = savings.get(line)!;
      expect(Math.abs(gained(saving))).toBeLessThan(5);
      expect(gained(saving.whereThere!)).toBeCloseTo(ask, -1);
    }
  });

  test('a policy that is written stays, whatever the tag', () => {
    const savings = savingsOf(optionsOf('nginx', 'Always'));
    expect(Math.abs(gained(savings.get('image-tag nginx:latest TAG')!.whereThere!))).toBeLessThan(5);
    expect(gained(savings.get('pull-policy nginx:latest IfNotPresent')!.whereThere!)).toBeCloseTo(ask, -1);
  });

  test('nothing is offered where nothing is pulled', () => {
    expect(pullSavings(optionsOf('nginx', 'Never'))).toEqual([]);
  });

  test('each is what a start with the change really does', () => {
    const options = optionsOf('nginx:1.27');
    for (const [line, { after }] of savingsOf(options)) {
      const circumstances = underWhatIfs({}, readWhatIfs([line]));
      expect(readyAfter(start({ ...options, circumstances }).trace)).toBe(after);
    }
  });

  test('in words', () => {
    expect(savingText({ before: 6500, after: 3100 })).toBe('Ready after 3.1 s, 3.4 s sooner');
    expect(savingText({ before: 3100, after: 6500 })).toBe('Ready after 6.5 s, 3.4 s later');
    expect(savingText({ before: 3100, after: 3101 })).toBe('Ready after 3.1 s, no sooner');
    expect(savingText({ before: 3100 })).toBe('no longer Ready');
    expect(savingText({ after: 3100 })).toBe('Ready after 3.1 s; without it, it is not');
    expect(savingText({})).toBe('Ready neither with it nor without it');
    const [change] = readWhatIfs(['pull-policy nginx IfNotPresent']);
    const saving = {
      change: change!,
      image: 'nginx',
      before: 9000,
      after: 9000,
      whereThere: { before: 6000, after: 5000 },
    };
    expect(pullSavingText(saving)).toBe(
      'Ready after 9.0 s, no sooner; on a node that has the image: Ready after 5.0 s, 1.0 s sooner',
    );
  });
});
