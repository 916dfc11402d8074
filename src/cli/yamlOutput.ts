import { stringify } from 'yaml';
import type { Flags } from './commandLine';

/** What a command prints, as YAML where `-o yaml` asks for it: of JSON in lines, a document for each. */
export function inOutput(text: string, { asYaml }: Flags): string {
  if (!asYaml) return text;
  const documents = isOne(text) ? [text] : text.split('\n').filter((line) => line !== '');
  return documents.map((document) => stringify(JSON.parse(document), { aliasDuplicateObjects: false })).join('---\n');
}

function isOne(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
