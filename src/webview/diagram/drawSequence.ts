import { diagram, encodeEntities, setSiteConfig, utils_default as utils, type TextSize } from 'mermaid/sequence';

/** The fonts and sizes with which Mermaid measures and places text; colours are the style sheet's. */
export interface DiagramFont {
  family: string;
  /** Pixels. */
  size: number;
}

const placeholder = /ﬂ°°(\d+)¶ß/g;

/**
 * Draws a Mermaid sequence diagram into the empty SVG element, which must be in the document and have
 * an id. Mermaid's renderer is called on it directly and not through `mermaid.render`: that writes the
 * drawing with a style element and style attributes into HTML text, which the page's content security
 * policy refuses, and which takes as long again as the drawing itself.
 */
export async function drawSequence(text: string, svg: SVGSVGElement, font: DiagramFont): Promise<void> {
  configure(font);
  const { db, parser, renderer } = diagram;
  parser.parser.yy = db;
  await parser.parse(encodeEntities(text));
  await renderer.draw(text, svg.id, '', { db });
  decodeText(svg);
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

const canvas = document.createElement('canvas').getContext('2d');
const sizes = new Map<string, TextSize>();

/** A text's size without putting it into the page, where measuring lays all of it out again. */
utils.calculateTextDimensions = (text, { fontSize, fontFamily, fontWeight }) => {
  const font = `${fontWeight} ${fontSize}px ${fontFamily}`;
  const key = `${font} ${text}`;
  let size = sizes.get(key);
  if (!size) {
    if (sizes.size > 5000) sizes.clear();
    sizes.set(key, (size = measured(text, font)));
  }
  return size;
};

function measured(text: string, font: string): TextSize {
  if (!canvas) return { width: 0, height: 0, lineHeight: 0 };
  canvas.font = font;
  const lines = text.split(/<br\s*\/?>/i).map((line) => canvas.measureText(line));
  const width = Math.round(Math.max(...lines.map((line) => line.width)));
  const lineHeight = Math.round(
    Math.max(...lines.map((line) => line.fontBoundingBoxAscent + line.fontBoundingBoxDescent)),
  );
  return { width, height: lineHeight * lines.length, lineHeight };
}

/** Mermaid's parser leaves `#59;` as a placeholder, which it decodes only in HTML text. */
function decodeText(svg: SVGSVGElement): void {
  const walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeValue?.includes('ﬂ°°'))
      node.nodeValue = node.nodeValue.replace(placeholder, (_, code: string) => String.fromCharCode(Number(code)));
  }
}
