// The program of the tests that reads OTLP/JSON as an OpenTelemetry collector does and shows what Jaeger makes of it
// (test/otlp/cmd/readtraces). A change of its source or of its modules' versions is built anew.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache.mjs';

export const traceReaderSource = fileURLToPath(new URL('../test/otlp', import.meta.url));
const sources = ['cmd/readtraces/main.go', 'go.mod', 'go.sum'].map((file) =>
  readFileSync(join(traceReaderSource, file)),
);
const version = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
/** Where the built one lies. */
export const builtTraceReader = join(cacheFolder, `readtraces-${version}`, 'readtraces');

/** The path of the program, or why there is none. */
export function traceReader() {
  return existsSync(builtTraceReader)
    ? { path: builtTraceReader }
    : { missing: '`node tools/buildTraceReader.mjs` has not built one, which takes Go' };
}
