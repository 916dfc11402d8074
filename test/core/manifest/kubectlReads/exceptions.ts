import type { NamedException } from '../../cluster/simulate/namedExceptions';

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: app\n      image: web:1\n';

/** The texts as a difference begins with them. */
const texts = (...written: string[]): string[] => written.map((text) => JSON.stringify(text));
const onConfigMap = (...rest: string[]): string[] => texts(...rest.map((text) => configMap + text));

const noObject =
  'kubectl refuses a document that is no object; here it is passed over, as people have other YAML in the same file';
const oldBreaks =
  'two characters that end a line in YAML 1.1 are characters like others in YAML 1.2, by which texts are read here';
const stricterFlow =
  'YAML 1.2 asks for more of a flow collection: deeper lines, quotes around -, a blank before a comment';
const looserFlow = 'YAML 1.2 allows this: a key that ends in a colon before a bracket, a tag right before one';
const template = 'what stands in {{ }} is a template, which helm fills before kubectl reads it';
const list = 'of a List only what its items say is read, each by itself and in the words for an object';
const bigNumber = 'numbers are those of JavaScript here, exact to 53 bits';
const tab = 'YAML 1.2 allows a tab in an empty line, and where nothing is indented';

/** Where the extension reads a text otherwise than kubectl, with the reason; `where` is a part of the difference. */
export const exceptions: readonly NamedException[] = [
  { case: 'plain', where: onConfigMap('data:\n  K: \u2028\n', 'data:\n  K: \u0085\n'), why: oldBreaks },
  {
    case: 'blocks',
    where: onConfigMap('data:\n  a: |\n    x\u0085y\u2028z\n'),
    why: oldBreaks,
  },
  { case: 'characters', where: onConfigMap('data: {a: "x\u0085y"}\n'), why: oldBreaks },
  {
    case: 'blocks',
    where: texts(configMap.replaceAll('\n', '\r') + 'data: {a: "1"}\r'),
    why: 'a carriage return alone, as the Macintosh of old wrote it, ends no line here',
  },
  {
    case: 'flow',
    where: onConfigMap('data: {K: -}\n', 'data: {a: "1"}# c\n', 'data: {\n  "a": "1"\n, "b": "2"\n}\n'),
    why: stricterFlow,
  },
  {
    case: 'indentation',
    where: [
      ...texts(`${pod}      command: [a,\n b]\n`, `${pod}      command: [a,\nb]\n`),
      ...onConfigMap('data: {\na: "1"\n}\n', 'data: {\n\ta: "1"\n}\n'),
    ],
    why: stricterFlow,
  },
  { case: 'pods', where: texts(`${pod}      args: [-, --, "-"]\n`), why: stricterFlow },
  {
    case: 'blocks',
    where: onConfigMap('data:\n  a: |# no comment\n    x\n'),
    why: 'YAML 1.2 asks for a blank before a comment',
  },
  { case: 'flow', where: onConfigMap('data: {K: !!str}\n', 'data: {a:}\n'), why: looserFlow },
  { case: 'flow', where: onConfigMap('data: {{ .Values.data }}\n', 'data:\n  a: {{ .Values.a }}\n'), why: template },
  {
    case: 'merges',
    where: onConfigMap('data: &a-b_c.d/e {a: "1"}\n', 'data: {a: &é x, b: *é}\n'),
    why: 'YAML 1.2 allows other characters than letters and digits in the name of an anchor',
  },
  {
    case: 'merges',
    where: onConfigMap('data:\n  !!str <<: x\n'),
    why: 'a merge key is one whatever its tag is',
  },
  { case: 'indentation', where: onConfigMap('data:\n  a: "1"\n\t\n', 'data:\n  a: "1"\n \t# c\n'), why: tab },
  {
    case: 'indentation',
    where: texts(` ${configMap}`),
    why: 'kubectl takes the first line for the whole object; here the second is said to be misplaced',
  },
  {
    case: 'indentation',
    where: onConfigMap('\u00a0\u00a0data: {a: "1"}\n'),
    why: 'Go writes blanks other than the space as escapes',
  },
  {
    case: 'characters',
    where: onConfigMap('data:\n\u2003 a: x\n'),
    why: 'Go writes blanks other than the space as escapes',
  },
  {
    case: 'indentation',
    where: texts('apiVersion:v1\nkind:ConfigMap\n', `- ${configMap.trimEnd().replaceAll('\n', '\n  ')}\n`),
    why: noObject,
  },
  {
    case: 'documents',
    where: [
      ...texts('', '\n', '# only\n', '---\n', '---\n---\n', '--- # only\n---\n# x\n', '...\n', 'null\n', '~\n'),
      ...texts('5\n', 'text\n', '[]\n', '{}\n', '""\n'),
      ...onConfigMap('---\n{}\n', '---\ntext\n', '---\n[]\n', '---\na: b\n', 'data:\n  a: |\n    x\n---\n    y\n'),
    ],
    why: noObject,
  },
  {
    case: 'json',
    where: texts(
      '// c\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}\n',
      '[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}]',
    ),
    why: noObject,
  },
  { case: 'names', where: texts('APIVersion: v1\nKind: ConfigMap\nMetadata: {name: c}\n'), why: noObject },
  {
    case: 'json',
    where: ['"data\\":{\\"a\\":\\"\\\\ud83d\\"}}"'],
    why: 'Go has no half of a surrogate pair in a text, and puts U+FFFD in its place',
  },
  { case: 'json', where: ['\\"x\\":1e400}"'], why: bigNumber },
  {
    case: 'lists',
    where: [
      'kind: List\\nitems: []',
      'kind: List\\n"',
      'kind: List\\nitems:\\n"',
      'items:\\n  - 5\\n',
      'items: [null]',
      'items: {a: b}',
      'items: text',
      '  - {metadata: {name: c}}',
      '    kind: List\\n',
      'foo: 1}\\n',
      '"kind: List\\n',
      '{name: c}\\nitems: []\\n',
      '{name: c}\\nitems: [{',
    ],
    why: list,
  },
  {
    case: 'names',
    where: texts('apiVersion: v1\nkind: ""\nmetadata: {name: c}\n'),
    why: 'kubectl quotes the whole object, which may be a Secret',
  },
  {
    case: 'names',
    where: onConfigMap('binaryData: {a: [104, 105]}\n'),
    why: 'bytes as a list of numbers are read by Go alone',
  },
  {
    case: 'quantities',
    where: ['memory: 1e19}', 'memory: 12345678901234567890123}'],
    why: 'where thousandths of a quantity leave 64 bits, Go warns or not by the bits that are left',
  },
  { case: 'pods', where: ['runAsGroup: 9223372036854775808}'], why: bigNumber },
  {
    case: 'depth',
    where: ['['.repeat(300)],
    why: 'what is nested deeper than 200 is not read, so that no text exhausts the stack',
  },
];
