import { visibleText } from '../../visibleText';

/** A container's log that somebody saved, with all that tells whose it is. */
export interface SavedLog {
  /** The file's name, with its folders. */
  file: string;
  /** Absent where the text does not say it. */
  of?: { pod: string; namespace?: string; container: string };
  isPrevious: boolean;
  /** The last ones. */
  lines: readonly string[];
}

/** How many lines of a log count as its end, and how many characters of each. */
const lastLines = 5;
const lineLength = 300;

/** How kubectl cluster-info dump begins a container's log (staging/src/k8s.io/kubectl/pkg/cmd/clusterinfo, 1.37). */
const dumpHead = /^==== START logs for container (\S+) of pod ([^\s/]+)\/(\S+) ====$/;
const dumpEnd = /^==== END logs for container (\S+) of pod ([^\s/]+)\/(\S+) ====$/;
/** How kubectl logs --prefix begins a line. */
const prefixed = /^\[pod\/([^\s/\]]+)\/([^\s/\]]+)\] /;

/** What colours a line in a terminal. */
// oxlint-disable-next-line no-control-regex -- the escape sequence begins with it
const colours = /\u001b\[[0-9;]{0,20}m/g;

/** Whether a text says itself that it is a log that kubectl printed. */
export function isKubectlLog(text: string): boolean {
  const [first = ''] = /^[^\r\n]*/.exec(text.trimStart()) ?? [];
  return dumpHead.test(first) || prefixed.test(first);
}

/** Whether a file is called as logs are. */
export function isLogName(file: string): boolean {
  const words = (file.split(/[/\\]/).at(-1) ?? '').toLowerCase().split(/[_.-]/);
  const isText = words.length < 2 || ['log', 'logs', 'txt'].includes(words.at(-1) ?? '');
  return isText && words.some((word) => word === 'log' || word === 'logs');
}

/** The logs in a text: one, or those of several containers where it says so. */
export function savedLogs(file: string, text: string): SavedLog[] {
  const isPrevious = /previous/i.test(file.split(/[/\\]/).at(-1) ?? '');
  const parts = new Map<string, { of?: NonNullable<SavedLog['of']>; lines: string[] }>();
  const put = (of: SavedLog['of'], line: string): void => {
    const key = keyOf(of);
    const part = parts.get(key) ?? { ...(of && { of }), lines: [] };
    parts.set(key, part);
    if (line.trim() !== '') part.lines.push(line);
  };
  const claim = (of: NonNullable<SavedLog['of']>): void => {
    const nobodys = parts.get(keyOf(undefined));
    parts.delete(keyOf(undefined));
    for (const line of nobodys?.lines ?? []) put(of, line);
  };
  let dumped: SavedLog['of'];
  for (const line of text.split(/\r?\n/)) {
    const [, container, namespace, pod] = dumpHead.exec(line) ?? [];
    const [, ended, endedNamespace, endedPod] = dumpEnd.exec(line) ?? [];
    if (container !== undefined && namespace !== undefined && pod !== undefined) dumped = { pod, namespace, container };
    else if (ended !== undefined && endedNamespace !== undefined && endedPod !== undefined) {
      // Of a large log the end alone is read, without its head.
      if (!dumped) claim({ pod: endedPod, namespace: endedNamespace, container: ended });
      dumped = undefined;
    } else {
      const [begin, ofPod = '', ofContainer = ''] = (dumped ? undefined : prefixed.exec(line)) ?? [];
      if (begin === undefined) put(dumped, line);
      else put({ pod: ofPod, container: ofContainer }, line.slice(begin.length));
    }
  }
  return [...parts.values()].flatMap(({ of, lines }): SavedLog[] =>
    lines.length === 0
      ? []
      : [
          {
            file,
            ...(of && { of }),
            isPrevious,
            lines: lines.slice(-lastLines).map((line) => visibleText(line.replaceAll(colours, ''), '↵', lineLength)),
          },
        ],
  );
}

function keyOf(of: SavedLog['of']): string {
  return JSON.stringify([of?.namespace, of?.pod, of?.container]);
}
