import { diagram, encodeEntities, reached, setSiteConfig, version } from 'mermaid/sequence';
import { drawnSequence, type DrawnSequence, type WrittenSequence } from './drawnSequence';
import { decodePlaceholders } from './placeholders';
import { measureOnCanvas } from './textSizes';

/** The fonts and sizes with which Mermaid measures and places text; colours are the style sheet's. */
export interface DiagramFont {
  family: string;
  /** Pixels. */
  size: number;
}

/** A sequence diagram in Mermaid's words, and what it has. */
export interface WrittenText extends WrittenSequence {
  text: string;
}

/**
 * Draws a Mermaid sequence diagram into the empty SVG element, which must be in the document and have
 * an id. Mermaid's renderer is called on it directly and not through `mermaid.render`: that writes the
 * drawing with a style element and style attributes into HTML text, which the page's content security
 * policy refuses, and which takes as long again as the drawing itself.
 * @throws Error, in words, where the drawing is not what was written, or Mermaid passed by a function written anew.
 */
export async function drawSequence(
  { text, arrows, notes }: WrittenText,
  svg: SVGSVGElement,
  font: DiagramFont,
): Promise<DrawnSequence> {
  measureOnCanvas();
  configure(font);
  const { db, parser, renderer } = diagram;
  parser.parser.yy = db;
  await parser.parse(encodeEntities(text));
  await renderer.draw(text, svg.id, '', { db });
  if (arrows > 0) checkReached();
  decodePlaceholders(svg);
  return drawnSequence(svg, { arrows, notes });
}

/** A drawing that has passed by what is written anew takes many times as long, and nothing else would tell. */
function checkReached(): void {
  for (const name of ['getConfig', 'calculateTextDimensions'] as const)
    if (!reached.has(name))
      throw new Error(`Mermaid ${version} drew without calling ${name} as it is written for it, and so takes too long`);
}

let configured = '';

/** Once a font: Mermaid works its whole configuration out anew each time. */
function configure({ family, size }: DiagramFont): void {
  const key = `${size} ${family}`;
  if (key === configured) return;
  setSiteConfig({
    securityLevel: 'strict',
    htmlLabels: false,
    look: 'classic',
    theme: 'base',
    fontFamily: family,
    sequence: {
      actorFontFamily: family,
      actorFontSize: size,
      actorFontWeight: 600,
      messageFontFamily: family,
      messageFontSize: size,
      messageFontWeight: 400,
      noteFontFamily: family,
      noteFontSize: size - 1,
      noteFontWeight: 400,
      width: 96,
      height: 34,
      actorMargin: 18,
      activationWidth: 8,
      boxMargin: 8,
      boxTextMargin: 6,
      noteMargin: 7,
      messageMargin: 30,
      wrapPadding: 8,
      diagramMarginX: 16,
      diagramMarginY: 10,
      mirrorActors: false,
      hideUnusedParticipants: false,
      useMaxWidth: false,
      showSequenceNumbers: false,
      rightAngles: true,
    },
  });
  configured = key;
}
