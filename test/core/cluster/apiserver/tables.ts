import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { casesOf, type Case, type Group } from './cases';
import { generatedCases } from './generatedCases';

/** What a real API server answered: the object as it would have stored it, or its refusal. */
export type Answer =
  | { object: { kind: string; metadata: Record<string, unknown>; [field: string]: unknown } }
  | { code: number; reason?: string; message: string };

/** Cases about one file of the API server's, by its path: `validation/affinity`; or generated ones. */
export interface Table {
  name: string;
  cases: Case[];
}

export const rooms = ['validation', 'admission', 'admission/podSecurity', 'defaults'] as const;

/** The tables in a folder of them: one a file, and the generated cases, one table a kind. @param folder its path, with / at the end */
export function tablesIn(folder: string): Table[] {
  const written = rooms.flatMap((room) =>
    readdirSync(`${folder}${room}`)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file): Table => ({
        name: `${room}/${file.replace(/\.yaml$/, '')}`,
        cases: casesOf(readFileSync(`${folder}${room}/${file}`, 'utf8')),
      })),
  );
  const all = generatedCases();
  const kinds = [...new Set(all.map(({ manifest }) => manifest.kind))];
  const generated = kinds.map((kind): Table => {
    return { name: `generated/${kind}`, cases: all.filter(({ manifest }) => manifest.kind === kind) };
  });
  return [...written, ...generated];
}

/** What an API server of 1.37 answered, by the digest of the case that was asked (`node tools/record-validation.mjs`). */
export function recordedAnswers(): Readonly<Record<string, Answer>> {
  return unpacked<Answer>('validation.json.br');
}

/**
 * What API servers of older releases answered otherwise than 1.37, by release; null where they gave none: they do
 * not have what the case takes to be there before, or panicked.
 */
export function olderAnswers(): Readonly<Record<string, Readonly<Record<string, Answer | null>>>> {
  return unpacked<Record<string, Answer | null>>('olderValidation.json.br');
}

function unpacked<T>(file: string): Record<string, T> {
  const packed = readFileSync(new URL(`../../../recordings/${file}`, import.meta.url));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as Record<string, T>;
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The namespace that a group's cases are asked in. */
export function namespaceOf(group: Group): string {
  return `v${digestOf(JSON.stringify([group.namespaceLabels, group.given]))}`;
}
