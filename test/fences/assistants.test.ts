import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageTexts } from '../extensionManifest';
import { jsonSchema } from '../../src/cli/mcp/jsonSchema';
import { entryOf } from '../../src/core/entryOf';
import { answerTools } from '../../src/cli/answers/answerTools';

const root = join(import.meta.dirname, '../..');

interface DeclaredTool {
  name: string;
  displayName: string;
  toolReferenceName: string;
  canBeReferencedInPrompt: boolean;
  userDescription: string;
  modelDescription: string;
  tags: string[];
  inputSchema: object;
}

const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  contributes: { languageModelTools: DeclaredTool[] };
};

/** What a person reads in place of a key. */
const read = (key: string): string | undefined => entryOf(packageTexts, key.replaceAll('%', ''));

/** `explain_manifest` is the editor's `podStartup_explainManifest`. */
const asInEditor = (name: string): string =>
  `podStartup_${name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;

test("the editor's tools are the terminal's: the same names, words and arguments", () => {
  const declared = contributes.languageModelTools.map(({ name, displayName, modelDescription, inputSchema }) => ({
    name,
    title: read(displayName),
    description: modelDescription,
    input: inputSchema,
  }));
  expect(declared).toEqual(
    answerTools.map(({ name, title, description, input }) => ({
      name: asInEditor(name),
      title,
      description,
      input: jsonSchema(input),
    })),
  );
});

test('each tool can be named in a prompt', () => {
  const names = contributes.languageModelTools.map(({ toolReferenceName }) => toolReferenceName);
  expect(new Set(names).size).toBe(names.length);
  for (const { toolReferenceName, canBeReferencedInPrompt, userDescription, tags } of contributes.languageModelTools) {
    expect(toolReferenceName).toMatch(/^podStartup[A-Za-z]*$/);
    expect(canBeReferencedInPrompt).toBe(true);
    expect(read(userDescription)?.length).toBeGreaterThan(10);
    expect(tags).toContain('kubernetes');
  }
});

test('the skill and the page for people name each tool, and no other', () => {
  const known = [...answerTools.map(({ name }) => name), 'watch_pod'];
  for (const file of ['skills/pod-startup/SKILL.md', 'docs/assistants.md']) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const name of known) expect(text, file).toContain(`\`${name}\``);
    const named = [...text.matchAll(/`([a-z]+_[a-z_]+)`/g)].map(([, name]) => name);
    expect(
      named.filter((name) => !known.includes(name ?? '')),
      file,
    ).toEqual([]);
  }
  const skill = readFileSync(join(root, 'skills/pod-startup/SKILL.md'), 'utf8');
  expect(skill).toMatch(/^---\nname: pod-startup\ndescription: .{50,1024}\n---\n/);
});
