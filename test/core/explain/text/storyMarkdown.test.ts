import { marked, type Token } from 'marked';
import { expect, test } from 'vitest';
import { nginxTrace } from '../../diagram/nginxTrace';
import { captionOf } from '../../../../src/core/story/caption';
import { sequenceDiagram } from '../../../../src/core/diagram/sequenceDiagram';
import { storyMarkdown } from '../../../../src/core/explain/text/storyMarkdown';
import { ownLabels } from '../../../../src/core/trace/messageLabel';
import { storySteps } from '../../../../src/core/story/steps';
import { atLevel } from '../../../../src/core/trace/atLevel';
import type { Trace } from '../../../../src/core/trace/trace';

/** All tokens of a document, from the outside in. */
function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(text), (token) => {
    found.push(token);
  });
  return found;
}

const ofType = (text: string, type: string) => tokensOf(text).filter((token) => token.type === type);

test('a start as a document: its title, where it comes from, a numbered step for each, and how it ends', () => {
  const text = storyMarkdown(nginxTrace, { faults: ['the image is not found'] });
  const { steps } = storySteps(atLevel(nginxTrace, 2), ownLabels);
  expect(ofType(text, 'heading').map(({ raw }) => raw.trim())).toEqual([
    `# ${nginxTrace.title}`,
    '## Step by step',
    ...(nginxTrace.table === '' ? [] : ['## In the end']),
  ]);
  expect(text).toContain('with the image is not found');
  const [list] = ofType(text, 'list').filter((token) => 'ordered' in token && token.ordered);
  expect(list && 'items' in list && list.items).toHaveLength(steps.length);
  expect(text).toContain('RunPodSandbox');
});

test('of some messages it tells these alone, and no end', () => {
  const { id } = nginxTrace.messages.find(({ method }) => method === 'RunPodSandbox')!;
  const text = storyMarkdown(nginxTrace, { messages: new Set([id]) });
  expect(ofType(text, 'list_item')).toHaveLength(1);
  expect(text).not.toContain('In the end');
  const diagram = sequenceDiagram(nginxTrace, { messages: new Set([id]), caption: captionOf(nginxTrace) });
  expect(new Set(diagram.arrows.flatMap(({ messages }) => messages))).toEqual(new Set([id]));
  expect(diagram.notes).toHaveLength(1 + nginxTrace.notes.filter(({ after }) => after === id).length);
  expect(diagram.text.trimEnd().split('\n').at(-1)).toMatch(/^ {2}Note over .*simulated by Pod Startup/);
});

test('text of others is text in it', () => {
  const evil = '# x\n\n<img src=x onerror=alert(1)> [a](https://evil.example) ![b](x) ``` \n- y https://evil.example #';
  const trace: Trace = {
    ...nginxTrace,
    title: evil,
    table: `NAME\n${evil}\n\`\`\`\`\n# not a heading\n`,
    notes: [{ over: ['kubelet'], text: evil, at: { at: 0, precision: 0 }, source: 'simulated' }],
    messages: nginxTrace.messages.map((message) => ({
      ...message,
      method: message.protocol === 'HTTP' ? message.method : evil,
      outcome: { ok: false, code: evil, text: evil },
      ...(message.subject && { subject: { namespace: evil, pod: evil, container: evil } }),
    })),
  };
  const text = storyMarkdown(trace, { faults: [evil] });
  const tokens = tokensOf(text);
  expect(tokens.filter(({ type }) => ['html', 'image', 'link', 'blockquote', 'table', 'hr'].includes(type))).toEqual(
    [],
  );
  expect(ofType(text, 'heading')).toHaveLength(3);
  expect(ofType(text, 'code')).toHaveLength(1);
});
