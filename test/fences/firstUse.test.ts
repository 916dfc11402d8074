import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { samples } from '../../src/host/commands/samples';
import { extensionManifest } from '../extensionManifest';
import { packagedFiles } from '../../tools/package.mjs';

const root = join(import.meta.dirname, '../..');

interface Step {
  title: string;
  description: string;
  media: { svg: string; altText: string };
  completionEvents: string[];
}

const { contributes } = extensionManifest as {
  contributes: {
    commands: { command: string }[];
    keybindings: { command: string; when?: string }[];
    walkthroughs: { steps: Step[] }[];
  };
};
const commands = new Set(contributes.commands.map(({ command }) => command));
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const packaged = new Set(packagedFiles());

describe('the samples', () => {
  test('are those of the folder, and all in the package', () => {
    const files = samples.map(({ name }) => `samples/${name}.yaml`);
    expect(files.toSorted()).toEqual(readdirSync(join(root, 'samples')).map((file) => `samples/${file}`));
    expect(files.filter((file) => !packaged.has(file))).toEqual([]);
  });

  test.each(samples)('$name.yaml begins with what it teaches', ({ name, title, teaches }) => {
    const [first] = readFileSync(join(root, `samples/${name}.yaml`), 'utf8').split('\n');
    expect(first).toBe(`# ${title}: ${teaches}`);
  });
});

describe('the walkthrough', () => {
  test('has five steps', () => {
    expect(steps.length).toBe(5);
  });

  test.each(steps)('$title: its commands exist, and name samples that exist', ({ description }) => {
    const links = [...description.matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)];
    expect(links.length).toBeGreaterThan(0);
    expect(description.match(/command:/g)?.length).toBe(links.length);
    for (const [, command = '', query] of links) {
      expect(commands).toContain(command);
      if (query === undefined) continue;
      const [name]: unknown[] = JSON.parse(decodeURIComponent(query));
      expect(command).toBe('podStartup.explainSample');
      expect(samples.map((sample) => sample.name)).toContain(name);
    }
  });

  test.each(steps)('$title: what completes it happens', ({ completionEvents }) => {
    const marked = new Set(
      sourcesOf('src/host').flatMap((text) => [...text.matchAll(/markDone\('([\w.]+)'\)/g)].map(([, key]) => key)),
    );
    expect(completionEvents.length).toBeGreaterThan(0);
    for (const event of completionEvents) {
      const [kind, name = ''] = event.split(':');
      expect(['onCommand', 'onContext']).toContain(kind);
      expect(kind === 'onCommand' ? commands : marked).toContain(name);
    }
  });

  test.each(steps)('$title: its picture is in the package, and has the colours of the theme alone', ({ media }) => {
    expect(packaged).toContain(media.svg);
    expect(media.altText.length).toBeGreaterThan(20);
    const picture = readFileSync(join(root, media.svg), 'utf8');
    const colours = [...picture.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour = '']) => colour);
    expect(colours.length).toBeGreaterThan(10);
    expect(colours.filter((colour) => colour !== 'none' && !/^var\(--vscode-[\w-]+\)$/.test(colour))).toEqual([]);
    expect(picture).not.toMatch(/#[0-9a-f]{3,8}\b|rgb|<script|<foreignObject|\shref|\son\w+=/i);
  });

  test('shows each of its pictures', () => {
    const files = readdirSync(join(root, 'media/walkthrough')).map((file) => `media/walkthrough/${file}`);
    expect(steps.map(({ media }) => media.svg).toSorted()).toEqual(files);
  });
});

test('each key runs a command of ours, and only where that makes sense', () => {
  for (const { command, when } of contributes.keybindings) {
    expect(commands).toContain(command);
    expect(when).toMatch(/^editorTextFocus && editorLangId =~ /);
    // What activation sets is not there yet in a window that was just opened: the key would do nothing.
    expect(when).not.toMatch(/podStartup\.(?!panel)/);
  }
});

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}
