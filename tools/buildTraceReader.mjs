// Builds the reader of OTLP of the tests from its source and public Go modules; `tools/test.mjs` does that beside the first
// suites. With an empty cache of Go it takes twenty seconds.
import { buildBeside } from './goProgram.mjs';
import { builtTraceReader, traceReaderSource } from './traceReader.mjs';

buildBeside(builtTraceReader, 'the reader of traces', ['build', '-ldflags=-s -w', '-o', 'OUT/', './cmd/readtraces'], traceReaderSource); // prettier-ignore
