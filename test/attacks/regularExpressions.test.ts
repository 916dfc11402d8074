import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { checkSync } from 'recheck';
import { afterAll, expect, test, vi } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The patterns of a file's source, and where it makes one of a text: at its top, or inside of a function. */
interface Written {
  literals: string[];
  made: ('top' | 'inside')[];
}

function written(file: string): Written {
  const found: Written = { literals: [], made: [] };
  let functions = 0;
  const enter = () => void functions++;
  const leave = () => void functions--;
  const call = ({ callee }: { callee: { type: string } }): void => {
    if (callee.type === 'Identifier' && 'name' in callee && callee.name === 'RegExp')
      found.made.push(functions === 0 ? 'top' : 'inside');
  };
  new Visitor({
    Literal(node) {
      if ('regex' in node) found.literals.push(`/${node.regex.pattern}/${node.regex.flags}`);
    },
    NewExpression: call,
    CallExpression: call,
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
  }).visit(parseSync(file, readFileSync(join(root, file), 'utf8')).program);
  return found;
}

const all = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => [`src/${file}`, written(`src/${file}`)] as const);

/** What is linear for a reason that recheck can not see: how each begins, in its file, and why. */
const exceptions: readonly (readonly [file: string, begin: string, why: string])[] = [
  [
    'cluster/kubelet/probes/httpGetUrl.ts',
    '/\\p{Surrogate}/',
    'one character, of a property that recheck does not know',
  ],
  [
    'explain/text/markdown.ts',
    '/\\\\(?=[!-',
    'each alternative is one character; what two of them look ahead at ends where the next of them would begin',
  ],
  [
    'explain/meaning/placeholders.ts',
    '/\\$\\{[^{}',
    'too many alternatives for recheck; each is bounded, or takes all that it meets',
  ],
  [
    'explain/meaning/placeholders.ts',
    '/(?<![A-Za-z0-9])[A-Z]',
    'begins where a word does; where the last part of the word does not fit, the parts before it do',
  ],
];
const isExcepted = (file: string, regExp: string): boolean =>
  exceptions.some(([name, begin]) => file === `src/core/${name}` && regExp.startsWith(begin));

/**
 * Where words of a pattern are long, recheck takes seconds. Their ends say as much about what else a loop beside them
 * could take.
 */
function shortened(pattern: string): string {
  const parts =
    /\\(?:u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|[pP]\{\w+\}|[^])|\[(?:\\.|[^\]\\])*\]|\(\?<\w+>|[A-Za-z0-9 ]{4,}(?![*+?{])|[^]/g;
  return pattern.replace(parts, (part) => (/^[A-Za-z0-9 ]{4}/.test(part) ? part.slice(0, 2) + part.slice(-1) : part));
}

/** What a pattern takes: 'safe', or an attack or reason. */
function verdict(regExp: string): string {
  const end = regExp.lastIndexOf('/');
  const [pattern, flags] = [regExp.slice(1, end), regExp.slice(end + 1)];
  const result = checkSync(shortened(pattern), flags, { checker: 'automaton', timeout: 60_000 });
  if (result.status === 'safe') return 'safe';
  return result.status === 'vulnerable'
    ? `${result.complexity.summary}: ${result.attack.pattern}`
    : `not known (${result.error.kind}): a loop in a lookaround, or too large`;
}

afterAll(() => void vi.unstubAllGlobals());

test('the checker tells linear patterns from others, and words that are cut short change nothing', () => {
  const slow = ['/(?:a+)+$/', '/\\s+$/', '/name .* is reserved/', '/untolerated taint \\{(.*)\\} and/', '/(?<=a*)b/'];
  expect(slow.map(verdict).filter((told) => told === 'safe')).toEqual([]);
  expect(['/^(?:ab)+$/', '/name \\S+ is reserved/', '/\\s+/'].map(verdict)).toEqual(['safe', 'safe', 'safe']);
});

test('every regular expression takes time in proportion to the text', { timeout: 600_000 }, () => {
  const checked = all.flatMap(([file, { literals }]) => literals.filter((regExp) => !isExcepted(file, regExp)));
  const distinct = [...new Set(checked)];
  expect(distinct.length).toBeGreaterThan(400);
  const wrong = distinct
    .map((regExp) => [regExp, verdict(regExp)] as const)
    .filter(([, told]) => told !== 'safe')
    .map(([regExp, told]) => ({
      regExp,
      told,
      files: all.filter(([, { literals }]) => literals.includes(regExp)).map(([file]) => file),
    }));
  expect(wrong).toEqual([]);
});

test('what is composed is composed once, when its module loads, and is linear, too', { timeout: 300_000 }, async () => {
  const inside = all.filter(([, { made }]) => made.includes('inside')).map(([file]) => file);
  expect(inside, 'a pattern that is made of a text at run time is checked by nobody').toEqual([]);
  const composing = all.filter(([, { made }]) => made.length > 0);
  const composed: string[] = [];
  vi.stubGlobal(
    'RegExp',
    new Proxy(RegExp, {
      construct(target, given: [string, string?]) {
        const made = new target(...given);
        composed.push(String(made));
        return made;
      },
    }),
  );
  for (const [file] of composing) await import(join(root, file));
  expect(composed.length).toBeGreaterThanOrEqual(composing.flatMap(([, { made }]) => made).length);
  expect(composed.map((regExp) => [regExp, verdict(regExp)]).filter(([, told]) => told !== 'safe')).toEqual([]);
});
