import type { WrittenObject } from '../../api/kubernetesObject';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { SourceRange } from '../../manifest/sourceNode';

/** A stretch of a manifest's text, and what stands there instead. */
export interface TextEdit {
  range: SourceRange;
  text: string;
}

/** A change of a manifest's text that takes one mistake out of it. */
export interface Fix {
  /** The stable name of the mistake: that of the hint which tells it. */
  code: string;
  /** What it does, on one line: `Change 512m to 512Mi`. */
  title: string;
  /** Where the mistake stands. */
  at: SourceRange;
  /** In the text's order; they do not overlap. */
  edits: readonly TextEdit[];
  /** Whether nothing else can have been meant. */
  isCertain: boolean;
}

/** A fix with what its object has to be afterwards: it is offered only if the changed text reads as that. */
export interface Candidate extends Fix {
  object: ManifestObject;
  becomes: WrittenObject;
}
