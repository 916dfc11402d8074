import { type DefinitionProvider, type HoverProvider, Location, Range } from 'vscode';
import { explainer, manifestOf } from '../manifests';
import { explainOptions } from '../explainOptions';
import { hoverOf } from '../shown/hovers';
import type { CriFieldExplanation } from '../../core/explain/requests/criRequestHover';
import type { RequestDocuments, RequestSource } from './requestDocuments';
import type { TextDocument } from 'vscode';

/** In a document of requests: what a field is, and the manifest's lines that feed it, also as its definition. */
export function requestHovers(documents: RequestDocuments): HoverProvider & DefinitionProvider {
  return {
    async provideHover(document, position) {
      const found = await explanationAt(documents, document, position.line);
      return found && hoverOf(found.explanation.markdown);
    },
    async provideDefinition(document, position) {
      const found = await explanationAt(documents, document, position.line);
      return found?.explanation.sources.map(({ range }) => {
        const manifest = found.source.document;
        return new Location(manifest.uri, new Range(manifest.positionAt(range.start), manifest.positionAt(range.end)));
      });
    },
  };
}

async function explanationAt(
  documents: RequestDocuments,
  document: TextDocument,
  line: number,
): Promise<{ source: RequestSource; explanation: CriFieldExplanation } | undefined> {
  const source = await documents.source(document.uri);
  const shown = source?.requests.lines[line];
  if (!source || !shown) return undefined;
  const { criRequestHover } = await explainer();
  const manifest = await manifestOf(source.document);
  const options = await explainOptions(source.document);
  return { source, explanation: criRequestHover(manifest, source.workload.object, shown, options) };
}
