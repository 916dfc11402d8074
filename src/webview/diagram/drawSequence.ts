import mermaid from 'mermaid';

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
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  const { renderer } = diagram as unknown as { renderer: { draw(...of: unknown[]): Promise<void> } };
  await renderer.draw(text, svg.id, '', diagram);
  decodeText(svg);
}

let configured = '';

/** Once a font: Mermaid works its whole configuration out anew each time. */
function configure({ family, size }: DiagramFont): void {
  const key = `${size} ${family}`;
  if (key === configured) return;
  configured = key;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    deterministicIds: true,
    suppressErrorRendering: true,
    htmlLabels: false,
    logLevel: 'fatal',
    maxTextSize: 10_000_000,
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
}

// Mermaid loads its sequence diagrams when the first one is read: this one, while the host still simulates.
void mermaid.mermaidAPI.getDiagramFromText('sequenceDiagram\na->>b: c').catch(() => undefined);

/** Mermaid's parser leaves `#59;` as a placeholder, which it decodes only in HTML text. */
function decodeText(svg: SVGSVGElement): void {
  const walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeValue?.includes('ﬂ°°'))
      node.nodeValue = node.nodeValue.replace(placeholder, (_, code: string) => String.fromCharCode(Number(code)));
  }
}
