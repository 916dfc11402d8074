import { expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { storyMarkdown } from '../../../src/core/explain/text/storyMarkdown';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { narrate } from '../../../src/core/narration/narrate';
import { story } from '../../../src/core/story/story';
import { plainText } from '../../../src/core/textRuns';

const { objects } = parseManifest(
  '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: app, image: nginx}]}}',
);
const crash = {
  id: 'crash',
  label: 'Crash',
  detail: 'Exits',
  scenario: { containers: { app: { exit: 1, afterMs: 1000, reason: 'Error' } } },
};
const { trace } = start({ objects: objects.map(({ value }) => value), circumstances: { faults: [crash] } });

test.each(['CreateContainer', 'StartContainer'])('each %s of a crash loop gives its own reason', (method) => {
  const reasons = trace.messages
    .filter((message) => message.method === method)
    .map((message) => plainText(narrate(trace, message).why));
  expect(reasons.length).toBeGreaterThanOrEqual(4);
  expect(new Set(reasons).size).toBe(reasons.length);
  for (const [count, reason] of reasons.entries()) {
    if (count > 0) expect(reason).toContain(`This is restart ${count} of \`app\`.`);
    if (count > 1) expect(reason).toContain(`The back-off of ${10 * 2 ** (count - 2)} s since its end is over.`);
  }
});

test('the story in the terminal says under each step why it comes now; with more calls that is asked for', () => {
  const words = (text: string): string => text.replaceAll(/\s+/g, ' ');
  const told = words(story(trace, { level: 1 }));
  for (const message of trace.messages.filter(({ level }) => level === 1))
    expect(told).toContain(words(plainText(narrate(trace, message).why)));
  expect(story(trace, { level: 2 })).not.toContain('This is restart');
});

test('so does the story as a document, on a line of its own', () => {
  const lines = storyMarkdown(trace, { level: 1 }).split('\n');
  const at = lines.findIndex((line) => line.includes('This is restart 2 of `app`.'));
  expect(lines[at]).toMatch(/^ {3}This is restart 2/);
  expect(lines[at - 1]).toMatch(/^\d+\. .* {2}$/);
});
