import { execFileSync } from 'node:child_process';
import { traceReader } from '../../../tools/traceReader.mjs';

/** A span as Jaeger shows it. */
export interface JaegerSpan {
  trace: string;
  id: string;
  parent?: string;
  name: string;
  service: string;
  process: Record<string, string>;
  tags: Record<string, string>;
  logs?: string[];
  startMicroseconds: number;
  durationMicroseconds: number;
}

const reader = traceReader();

/** Why nothing can be read here; where POD_STARTUP_CI asks for all suites, that is a failure of them and no reason to skip. */
export const noReader = process.env['POD_STARTUP_CI'] === '1' ? undefined : reader.missing;

/** What a collector reads in a text, as Jaeger has it. Throws with the collector's words for what it does not read. */
export function readTraces(otlp: string): JaegerSpan[] {
  if (reader.path === undefined) throw new Error(reader.missing);
  const said = execFileSync(reader.path, { input: otlp, encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
  return JSON.parse(said) as JaegerSpan[];
}
