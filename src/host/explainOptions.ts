import type { TextDocument } from 'vscode';
import { simulationSettings } from './settings';
import { workspaceObjects } from './workspaceObjects';
import type { ExplainOptions } from '../core/explain/explainedPod';

/** Under which circumstances a document's fields are explained: its settings, and the workspace's other objects. */
export async function explainOptions(document: TextDocument): Promise<ExplainOptions> {
  const { kubernetes, namespace, node } = simulationSettings(document.uri);
  return {
    kubernetes,
    namespace,
    existing: await workspaceObjects(document.uri),
    ...(Object.keys(node).length > 0 && { scenario: { node } }),
  };
}
