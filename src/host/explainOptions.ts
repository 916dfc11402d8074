import type { TextDocument } from 'vscode';
import { simulationSettings } from './settings';
import { workspaceObjects } from './workspaceObjects';
import type { ExplainOptions } from '../core/explain/difference/explainedPod';

/** Milliseconds that an answer waits for the workspace to be read; the next one will have it. */
const patience = 250;

/**
 * Under which circumstances a document's fields are explained: its settings, and the workspace's other objects.
 * @param alone the workspace is not read for it
 */
export async function explainOptions(document: TextDocument, alone = false): Promise<ExplainOptions> {
  return {
    ...simulationSettings(document.uri),
    // A workspace that cannot be read has nothing to add; what the document says is explained without it.
    existing: alone ? [] : await Promise.race([workspaceObjects(document.uri).catch(() => []), later(patience, [])]),
  };
}

function later<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), milliseconds);
  });
}
