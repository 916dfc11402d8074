import { describe, expect, test } from 'vitest';
import { editorSays, terminalSays, type Said } from './everyFace';
import { everyEmbedding, everyField, everyKind, everyText, holdsCanary, type SecretForm } from './secretForms';

/** The faces that say the canary, with some of what they say around it. */
function leaks(said: readonly Said[]): string[] {
  return said.filter(([, words]) => holdsCanary(words)).map(([face, words]) => `${face}: ${around(words)}`);
}

function around(words: string): string {
  const at = words.search(/hunter2|4815162342|Q0FOQV/);
  return words.slice(Math.max(0, at - 80), at + 30);
}

const forms: Readonly<Record<string, () => SecretForm[]>> = {
  'in every field of a Secret, in every type': everyField,
  'in a Secret that calls itself something else': everyKind,
  'in a Secret inside of something else': everyEmbedding,
  'in a text that cannot be read, or not as it looks': everyText,
};

describe.each(Object.entries(forms))('a value %s', (_, made) => {
  test('is in nothing that the terminal says', () => {
    const found = made().flatMap(({ name, text }) => leaks(terminalSays(text)).map((leak) => `${name}: ${leak}`));
    expect(found).toEqual([]);
  });

  test('is in nothing that the editor shows', () => {
    const found = made().flatMap(({ name, text }) => leaks(editorSays(text, 7)).map((leak) => `${name}: ${leak}`));
    expect(found).toEqual([]);
  });
});
