import { Location, Range, Uri, workspace, type DefinitionProvider } from 'vscode';
import { explainer, manifestOf } from './manifests';
import { filesNaming } from './workspaceObjects';
import { mayHoldObjects } from './kubernetesYaml';

/** From a name of a ConfigMap, a Secret, a claim, a ServiceAccount to the object in the file or the workspace. */
export const definitions: DefinitionProvider = {
  async provideDefinition(document, position) {
    if (!mayHoldObjects(document)) return undefined;
    const { definitionOf, referenceAt } = await explainer();
    const manifest = await manifestOf(document);
    const reference = referenceAt(manifest, document.offsetAt(position));
    if (!reference) return undefined;
    const here = definitionOf(manifest, reference);
    if (here)
      return new Location(document.uri, new Range(document.positionAt(here.start), document.positionAt(here.end)));
    for (const file of await filesNaming(reference.reference.kind, reference.reference.name)) {
      if (file === document.uri.toString()) continue;
      const other = await workspace.openTextDocument(Uri.parse(file));
      const there = definitionOf(await manifestOf(other), reference);
      if (there) return new Location(other.uri, new Range(other.positionAt(there.start), other.positionAt(there.end)));
    }
    return undefined;
  },
};
