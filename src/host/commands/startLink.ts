/** What a link asks to be shown: a file, and what of its start is looked at. */
export interface StartLink {
  /** From a folder of the workspace; of a saved start also a whole path. */
  file: string;
  /** `Deployment default/web` */
  workload?: string | undefined;
  pod?: string | undefined;
  /** A message's id. */
  message?: string | undefined;
}

const names = ['file', 'workload', 'pod', 'message'] as const;
type Name = (typeof names)[number];

/** How many characters each of them has at the most; no path, name or id is longer. */
const most: Readonly<Record<Name, number>> = { file: 1_024, workload: 600, pod: 253, message: 1_024 };

/** The whole query: a real link is not longer. */
const mostInAll = 12_000;

/**
 * The link that opens a start: `vscode://pod-startup.pod-startup/explain?file=deploy/web.yaml`. VS Code takes percents out of
 * a query before it hands that over, so that each value has them twice.
 */
export function linkText(scheme: string, extension: string, link: StartLink): string {
  const query = names.flatMap((name) => {
    const value = link[name];
    return value === undefined ? [] : [`${name}=${encoded(encoded(value))}`];
  });
  return `${scheme}://${extension}/explain?${query.join('&')}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/');
}

/** What a link asks for, or a sentence that says why it is refused. Anyone may have written it. */
export function readLink({ path, query }: { path: string; query: string }): StartLink | { refusal: string } {
  if (path !== '/explain') return refused('its path is not /explain, the only one that is supported');
  if (query.length > mostInAll) return refused('it is too long');
  const found = new Map<Name, string>();
  for (const part of query.split('&')) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
    const name = names.find((each) => each === key);
    if (!name) return refused(`it has a parameter other than ${names.join(', ')}`);
    if (found.has(name)) return refused(`it has ${name} twice`);
    const text = decoded(value);
    if (text === undefined || text === '') return refused(`its ${name} cannot be read`);
    if (text.length > most[name]) return refused(`its ${name} is too long`);
    if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) return refused(`its ${name} has invisible characters`);
    found.set(name, text);
  }
  const file = found.get('file');
  if (file === undefined) return refused('it names no file');
  const problem = problemOfPath(file);
  if (problem !== undefined) return refused(problem);
  return { file, workload: found.get('workload'), pod: found.get('pod'), message: found.get('message') };
}

/** Of a path only its text is judged here: where it leads is seen when it is looked for. */
function problemOfPath(file: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]+:/i.test(file)) return 'its file is an address, not a path';
  if (/^[\\/]{2}/.test(file)) return 'its file is on another machine';
  if (file.includes('\\')) return 'its file has a backslash: links have /';
  if (file.split('/').includes('..')) return 'its file leads out of its folder with ..';
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function refused(reason: string): { refusal: string } {
  return { refusal: `The link is not opened: ${reason}.` };
}
