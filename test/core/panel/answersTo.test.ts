import { expect, test } from 'vitest';
import { actorCards } from '../../../src/core/narration/actorCards';
import { answersTo } from '../../../src/core/panel/answersTo';
import { narrate } from '../../../src/core/narration/narrate';
import { nginxTrace } from '../diagram/nginxTrace';
import { stateText } from '../../../src/core/moment/stateText';

test('what the page asks is answered in its order, by what it is about', () => {
  const create = nginxTrace.messages.find(({ id }) => id === 'create-container')!;
  const answers = answersTo(nginxTrace, [
    { about: 'state', of: create.id },
    { about: 'narration', of: create.id },
    { about: 'part', of: 'pull nginx' },
    { about: 'part', of: 'sandbox ' },
    { about: 'actor', of: 'kubelet' },
  ]);
  expect(answers.map(({ about, of }) => `${about} ${of}`)).toEqual([
    'state create-container',
    'narration create-container',
    'part pull nginx',
    'part sandbox ',
    'actor kubelet',
  ]);
  expect(answers[0]?.answer).toEqual(stateText(nginxTrace, create.id));
  expect(answers[1]?.answer).toEqual(narrate(nginxTrace, create));
  expect(JSON.stringify(answers[2]?.answer)).toContain('"code":"nginx"');
  expect(answers[4]?.answer).toEqual(actorCards.kubelet);
});

test('what is not there, or only has the name of what every object has, is not answered', () => {
  const abouts = ['narration', 'state', 'failable', 'part', 'actor'] as const;
  const of = ['', 'toString', '__proto__', 'constructor x'];
  expect(
    answersTo(
      nginxTrace,
      abouts.flatMap((about) => of.map((one) => ({ about, of: one }))),
    ),
  ).toEqual([]);
});

test('answers are data: they come over to the page as they are', () => {
  const questions = nginxTrace.messages.flatMap(({ id }) => [
    { about: 'state' as const, of: id },
    { about: 'narration' as const, of: id },
  ]);
  const answers = answersTo(nginxTrace, questions);
  expect(answers).toHaveLength(questions.length);
  expect(JSON.parse(JSON.stringify(answers))).toEqual(answers);
});
