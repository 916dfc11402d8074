import type { CheckFinding } from '../core/explain/check/checkFinding';
import type { CheckedSource } from './checkedSources';
import { placeIn, type FilePlace } from './manifestFile';

/** A finding at its place in a file. */
export interface PlacedFinding extends CheckFinding {
  /** Where it begins. Of what was rendered, the template's line, or none of a file that is there. */
  place: FilePlace;
  /** Where it ends, behind its last character; absent of what was rendered. */
  end?: FilePlace;
  /** The file to name to a program: one that is there. */
  file: string;
  source: CheckedSource;
}

/** A finding with its lines and columns, counted from 1. */
export function placed(finding: CheckFinding, source: CheckedSource): PlacedFinding {
  const { range, fix, ...rest } = finding;
  const text = source.manifest.text.slice(range.start, range.end);
  // A block ends where the next begins: the blanks between are nobody's.
  const end = range.start + text.trimEnd().length;
  const place = placeIn(source, range.start);
  const isRendered = source.renderedFrom !== undefined;
  return {
    ...rest,
    range,
    place,
    // A change of what was rendered changes no file.
    ...(fix && !isRendered && { fix }),
    ...(!isRendered && { end: placeIn(source, end) }),
    file: isRendered && place.file === source.file ? source.renderedFrom! : place.file,
    source,
  };
}

/** The place for a program, which has to be one of the file. */
export function fileLine({ place, file }: PlacedFinding): FilePlace {
  return place.file === file ? place : { file };
}
