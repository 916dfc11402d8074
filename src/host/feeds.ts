import { callName } from '../core/explain/difference/effects';
import { feeds } from '../core/explain/difference/feeds';
import { isCriMessage } from '../core/trace/criMessage';
import { formatPath } from '../core/path';
import { hover } from '../core/explain/hover/hover';
import type { ExplainOptions } from '../core/explain/difference/explainedPod';
import { withLineColours } from '../core/panel/lineColours';
import type { FieldFeed } from '../core/panel/protocol';
import type { Manifest } from '../core/manifest/parseManifest';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { Message, Trace } from '../core/trace/trace';

/** The fields of a message's request that lines of the manifest fed. */
export function fieldFeeds(
  manifest: Manifest,
  object: ManifestObject,
  message: Message,
  options: ExplainOptions,
): FieldFeed[] {
  if (!isCriMessage(message)) return [];
  const call = callName(message);
  const found = feeds(manifest, object, options, { call }).flatMap(({ path, field }) => {
    const place = object.rangeOf(path);
    if (field === undefined || !place) return [];
    const { start } = place.key ?? place.value;
    const { line } = manifest.positionAt(start);
    // What an alias takes in stands elsewhere. A text of several lines ends with the break of its last one.
    const lastLine = place.alias ? line : manifest.positionAt(Math.max(start, place.value.end - 1)).line;
    return [{ field, path: formatPath(path), steps: path, line, lastLine: Math.max(line, lastLine) }];
  });
  return withLineColours(found);
}

/** The messages that what stands at an offset of the manifest feeds. */
export function messagesFedAt(manifest: Manifest, offset: number, trace: Trace, options: ExplainOptions): string[] {
  const effects = hover(manifest, offset, { ...options, parts: [] })?.effects ?? [];
  const calls = new Set(effects.map(({ call }) => call));
  return trace.messages.filter((message) => isCriMessage(message) && calls.has(callName(message))).map(({ id }) => id);
}

/** The call of the CRI that a message is: `CreateContainer app`. */
export function callOf(message: Message): string | undefined {
  return isCriMessage(message) ? callName(message) : undefined;
}

/** The first message that is the call: `CreateContainer app`. */
export function messageOfCall(trace: Trace, call: string): string | undefined {
  return trace.messages.find((message) => isCriMessage(message) && callName(message) === call)?.id;
}
