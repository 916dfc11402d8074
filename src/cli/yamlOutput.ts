import { yamlText } from '../core/manifest/yamlText';
import type { Flags } from './commandLine';

/** What a command prints, as YAML where `-o yaml` asks for it: of JSON in lines, a document for each. */
export function inOutput(text: string, { asYaml }: Flags): string {
  if (!asYaml) return text;
  const values = jsonIn(text);
  return yamlText(values === undefined ? text.split('\n').flatMap((line) => jsonIn(line) ?? []) : [values]);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
