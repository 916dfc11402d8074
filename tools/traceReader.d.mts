/** The path of the program that reads OTLP/JSON as a collector and Jaeger do, or why there is none. */
export function traceReader(): { path: string; missing?: undefined } | { path?: undefined; missing: string };
