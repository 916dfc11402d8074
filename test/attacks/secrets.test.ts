import { describe, expect, test } from 'vitest';
import { hover } from '../../src/core/explain/hover/hover';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { simulate } from '../../src/core/cluster/simulate/simulate';
import { editorSays, terminalSays, type Said } from './everyFace';
import { canary, everyEmbedding, everyField, everyKind, everyText, holdsCanary, type SecretForm } from './secretForms';

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

function textCalled(name: string): string {
  const form = everyField().find((each) => each.name === name);
  if (!form) throw new Error(`there is no form ${name}`);
  return form.text;
}

describe.each(Object.entries(forms))('a value %s', (_, made) => {
  test('is in nothing that the terminal says', { timeout: 600_000 }, async () => {
    const found: string[] = [];
    for (const { name, text } of made())
      found.push(...leaks(await terminalSays(text)).map((leak) => `${name}: ${leak}`));
    expect(found).toEqual([]);
  });

  test('is in nothing that the editor shows', () => {
    const found = made().flatMap(({ name, text }) => leaks(editorSays(text, 7)).map((leak) => `${name}: ${leak}`));
    expect(found).toEqual([]);
  });
});

test('a value is in nothing that is said of any place of a Secret, or fed by it', () => {
  const found = ['stringData.password as text', 'metadata.annotations as map', 'stringdata as map'].flatMap(
    (wanted) => {
      const form = everyField().find(({ name }) => name === wanted);
      return leaks(editorSays(form?.text ?? '', 1));
    },
  );
  expect(found).toEqual([]);
});

describe('what is known to be harmless is still told', () => {
  test('names, keys and the type, and that there is a value', async () => {
    const [, trace] = (await terminalSays(textCalled('stringData.canary as text')))[2] ?? [];
    expect(trace).toContain('"stringData": {\n          "password": "‹secret db/password›"');
    expect(trace).toContain('"title": "Secret db, Pod web"');
    expect(trace).toContain('--password=‹secret db/password›');
  });

  test('which keys a Secret has, so that no hover misses one of its data', () => {
    const text = `{ apiVersion: v1, kind: Secret, metadata: { name: db }, data: { password: aHVudGVyMg== } }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: nginx, env: [{ name: P, valueFrom: { secretKeyRef: { name: db, key: password } } }] }] }
`;
    const shown = hover(text, text.lastIndexOf('password'))?.markdown;
    expect(shown).toContain('‹secret db/password›');
    expect(shown).not.toContain('⚠');
  });

  test('where a text cannot be read, and what that may be', async () => {
    const [form] = everyText();
    const [[, words] = []] = await terminalSays(form?.text ?? '');
    expect(words).toMatch(/:5:13: this is the alias of an anchor that does not exist/);
  });

  test.each([
    ['stringdata as map', /Secret has no field stringdata; perhaps stringData is meant/],
    ['immutable as text', /cannot unmarshal string into Go struct field Secret\.immutable of type bool/],
    ['metadata.labels.canary as json', /Secret "db" is invalid: metadata\.labels: Invalid value/],
    ['data as map', /illegal base64 data at input byte \d/],
  ])('what is wrong: %s', async (name, words) => {
    const [[, story] = []] = await terminalSays(textCalled(name));
    expect(story).toMatch(words);
  });

  test('the value, where a person asks the terminal for calls', () => {
    const manifest = parseManifest(textCalled('other as text'));
    const objects = manifest.objects.map(({ value }) => value);
    expect(JSON.stringify(simulate({ objects, revealSecrets: true }).calls)).toContain(`--password=${canary}`);
    expect(holdsCanary(JSON.stringify(simulate({ objects }).calls))).toBe(false);
  });
});
