/** The parts of Mermaid that mermaidPlugin.mjs takes out of its package, which has no types for them. */
declare module 'mermaid/sequence' {
  export interface TextSize {
    width: number;
    height: number;
    lineHeight: number;
  }
  export const diagram: {
    /** A new one each time. */
    readonly db: unknown;
    parser: { parser: { yy: unknown }; parse(text: string): unknown };
    renderer: { draw(text: string, id: string, version: string, diagram: { db: unknown }): Promise<void> };
  };
  export function setSiteConfig(config: object): void;
  /** Puts placeholders in the place of `#59;` and the like, in which the parser would see comments. */
  export function encodeEntities(text: string): string;
  export const utils_default: {
    calculateTextDimensions(text: string, font: { fontSize: number; fontFamily: string; fontWeight: number }): TextSize;
    wrapLabel(text: string, width: number, font: { fontSize: number; fontFamily: string; fontWeight: number }): string;
  };
  /** The package's. */
  export const version: string;
  /** The functions of Mermaid that were called as this extension writes them, since the page runs. */
  export const reached: Set<'getConfig' | 'drawText' | 'calculateTextDimensions'>;
}
