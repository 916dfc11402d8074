import { readImageName } from '../../componentHelpers/imageName';
import { countOf, isAmount, shareOf, sizeOf, speedOf, timeOf } from './amounts';

/** What of a pod, or of several, can be changed. */
export interface WhatIfSubjects {
  containers: readonly string[];
  /** The containers that something asks over the network or by a probe's command: when they answer makes a difference. */
  asked: readonly string[];
  images: readonly string[];
}

/** A thing that a person is asked for, when a circumstance is changed. */
export interface Question {
  /** As the terminal's help has it: `CONTAINER`. */
  word: string;
  /** In the words of a person's editor. */
  question: string;
  /** What the answer looks like. */
  example: string;
  /** What is wrong with an answer; undefined of a right one. */
  problem: (answer: string) => string | undefined;
  /** The right answers, each with its label, where there are only these or, of a pod, some are known. `earlier`: the answers before. */
  choices?: (subjects: WhatIfSubjects, earlier: readonly string[]) => readonly { value: string; label: string }[];
  /** Whether it says what the change is about: of the same thing there is one change of a kind. */
  isSubject?: true;
  /** Whether it is the rest of the line, with its spaces. */
  isRest?: true;
}

/** One of some answers. */
export function oneOf(word: string, question: string, answers: Readonly<Record<string, string>>): Question {
  const values = Object.keys(answers);
  return {
    word,
    question,
    example: values[0] ?? '',
    problem: (answer) => (values.includes(answer) ? undefined : `It is ${listed(values)}, not ${shown(answer)}.`),
    choices: () => Object.entries(answers).map(([value, label]) => ({ value, label })),
  };
}

export const container: Question = {
  word: 'CONTAINER',
  question: 'Which container?',
  example: 'app',
  problem: (answer) =>
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(answer) ? undefined : `${shown(answer)} is not the name of a container.`,
  choices: ({ containers }) => containers.map((name) => ({ value: name, label: name })),
  isSubject: true,
};

/** A container that has a probe, or a hook over the network. */
export const askedContainer: Question = {
  ...container,
  question: 'Which of the containers with a probe?',
  choices: ({ asked }) => asked.map((name) => ({ value: name, label: name })),
};

export const image: Question = {
  word: 'IMAGE',
  question: 'Which image?',
  example: 'nginx:1.27',
  problem: (answer) => {
    const name = readImageName(answer);
    return 'error' in name ? `${shown(answer)} is not the name of an image.` : undefined;
  },
  choices: ({ images }) => images.map((name) => ({ value: name, label: name })),
  isSubject: true,
};

/** A size, or a share of the size that it has: `80MB`, `50%`. */
export function sizeOrShare(question: string): Question {
  const wanted = 'Give a size with its unit, such as 80MB, or a share of its size, such as 50%';
  return measured('SIZE', question, '80MB', (text) => sizeOf(text) ?? shareOf(text), wanted);
}

export const tag: Question = {
  word: 'TAG',
  question: 'Which tag?',
  example: '1.27',
  problem: (answer) => (/^\w[\w.-]{0,127}$/.test(answer) ? undefined : `${shown(answer)} is not a tag of an image.`),
};

export function speed(question: string): Question {
  return measured('SPEED', question, '5MB/s', speedOf, 'Give a speed with its unit, such as 5MB/s or 200Mbit/s');
}

export function time(question: string): Question {
  return measured('TIME', question, '25s', timeOf, 'Give a time of at most a day, such as 25s, 1m30s or 500ms');
}

export function amount(word: string, question: string, example: string): Question {
  return measured(
    word,
    question,
    example,
    (text) => (isAmount(text) ? text : undefined),
    'Give an amount above zero as Kubernetes writes it, such as 2, 500m or 4Gi',
  );
}

export function count(word: string, question: string, [least, most]: readonly [number, number]): Question {
  const wanted = `Give a whole number from ${least} to ${most}`;
  return measured(word, question, String(least + 1), (text) => countOf(text, least, most), wanted);
}

/** The longest text of an error. */
const longest = 2000;

export const errorText: Question = {
  word: 'TEXT',
  question: 'What does the error say?',
  example: 'context deadline exceeded',
  problem: (answer) => {
    if (answer.trim() === '') return 'Give the text of the error.';
    return answer.length > longest ? `Give at most ${longest} characters.` : undefined;
  },
  isRest: true,
};

function measured(
  word: string,
  question: string,
  example: string,
  read: (text: string) => unknown,
  wanted: string,
): Question {
  return {
    word,
    question,
    example,
    problem: (answer) => (read(answer) === undefined ? `${wanted}, not ${shown(answer)}.` : undefined),
  };
}

function listed(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

function shown(answer: string): string {
  return answer === '' ? 'nothing' : `"${answer.slice(0, 80)}"`;
}
