import type { CustomDocument, CustomReadonlyEditorProvider, Uri, WebviewPanel } from 'vscode';

/** The editor of `*.podstart.json`: the panel, of the start that the file is. */
export const savedStartEditorType = 'podStartup.savedStart';

/** Shows saved starts; nothing is loaded before there is one. */
export function savedStartEditor(extension: Uri): CustomReadonlyEditorProvider {
  return {
    openCustomDocument: (uri: Uri): CustomDocument => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: async ({ uri }: CustomDocument, panel: WebviewPanel): Promise<void> => {
      const { fillSavedStart } = await import('./savedStartFile');
      await fillSavedStart(panel, extension, uri);
    },
  };
}
