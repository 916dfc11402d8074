import { diagram, encodeEntities, reached, setSiteConfig, version } from 'mermaid/sequence';
import { drawnSequence, type DrawnSequence, type WrittenSequence } from './drawnSequence';
import { decodePlaceholders } from './placeholders';
import { measureOnCanvas, widthOfText } from './textSizes';
import { wrapWholeCharacters } from './wrappedLines';

/** The fonts and sizes with which Mermaid measures and places text; colours are the style sheet's. */
export interface DiagramFont {
  family: string;
  /** Pixels. */
  size: number;
}

/** How far lanes are from each other where arrows carry no labels, in pixels. */
export interface LaneSpace {
  width: number;
  margin: number;
}

/** A drawing, and the pixels that a text of its arrows takes up; `isBold`: as the method of a request is. */
export interface MeasuredSequence extends DrawnSequence {
  widthOf: (text: string, isBold: boolean) => number;
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
  space?: LaneSpace,
): Promise<MeasuredSequence> {
  measureOnCanvas();
  wrapWholeCharacters();
  configure(font, space);
  const { db, parser, renderer } = diagram;
  parser.parser.yy = db;
  await parser.parse(encodeEntities(text));
  await renderer.draw(text, svg.id, '', { db });
  if (arrows > 0) checkReached();
  decodePlaceholders(svg);
  return { ...drawnSequence(svg, { arrows, notes }), widthOf: (label, isBold) => widthOfText(label, font, isBold) };
}

/** A drawing that has passed by what is written anew takes many times as long, and nothing else would tell. */
function checkReached(): void {
  for (const name of ['getConfig', 'drawText', 'calculateTextDimensions'] as const)
    if (!reached.has(name))
      throw new Error(`Mermaid ${version} drew without calling ${name} as it is written for it, and so takes too long`);
}

let configured = '';

/** Once a font: Mermaid works its whole configuration out anew each time. */
function configure({ family, size }: DiagramFont, space?: LaneSpace): void {
  const key = `${size} ${family} ${space?.width} ${space?.margin}`;
  if (key === configured) return;
  setSiteConfig({
    securityLevel: 'strict',
    htmlLabels: false,
    look: 'classic',
    theme: 'base',
    fontFamily: family,
    fontSize: size, // else Mermaid's own default stands in the place of all that follow
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
      width: space?.width ?? 96,
      height: 34,
      actorMargin: space?.margin ?? 18,
      activationWidth: 8,
      boxMargin: 8,
      boxTextMargin: 6,
      noteMargin: 7,
      messageMargin: 30,
      wrapPadding: space ? 2 : 8,
      diagramMarginX: space ? 6 : 16,
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
