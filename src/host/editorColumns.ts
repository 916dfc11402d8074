import {
  commands,
  TabInputText,
  TabInputWebview,
  ViewColumn,
  window,
  type TabGroup,
  type TextDocument,
  type TextDocumentShowOptions,
  type TextEditor,
} from 'vscode';

type Options = Omit<TextDocumentShowOptions, 'viewColumn'>;

/** Shows a manifest where it is open already, else in a column without a panel: it never covers one. */
export async function showManifest(document: TextDocument, options: Options = {}): Promise<TextEditor> {
  const { activeTabGroup, all } = window.tabGroups;
  const free = [activeTabGroup, ...all].find((group) => !hasPanel(group));
  const viewColumn = columnWith(document) ?? free?.viewColumn ?? ViewColumn.Beside;
  return window.showTextDocument(document, { ...options, viewColumn });
}

/**
 * Shows a document that belongs to a manifest: where it is open already, else in a column without the manifest and without
 * a panel, else below the manifest. It covers neither, and the manifest keeps the keyboard.
 */
export async function showBesideManifest(
  document: TextDocument,
  manifest: TextDocument,
  options: Options = {},
): Promise<void> {
  const { all } = window.tabGroups;
  const free = all.find((group) => !hasPanel(group) && group.viewColumn !== columnWith(manifest));
  const column = columnWith(document) ?? free?.viewColumn;
  if (column !== undefined || !all.some(hasPanel)) {
    const viewColumn = column ?? ViewColumn.Beside;
    await window.showTextDocument(document, { ...options, viewColumn, preserveFocus: true });
    return;
  }
  const { viewColumn = ViewColumn.One } = await showManifest(manifest);
  await commands.executeCommand('workbench.action.newGroupBelow');
  await window.showTextDocument(document, { ...options, viewColumn: ViewColumn.Active });
  await window.showTextDocument(manifest, { viewColumn });
}

/** The column in which a document is in front, else one that has it behind. */
function columnWith({ uri }: TextDocument): ViewColumn | undefined {
  const isIt = (input: unknown): boolean => input instanceof TabInputText && input.uri.toString() === uri.toString();
  const { all } = window.tabGroups;
  const found = all.find(({ activeTab }) => isIt(activeTab?.input)) ?? all.find(({ tabs }) => tabs.some(({ input }) => isIt(input))); // prettier-ignore
  return found?.viewColumn;
}

/** Whether a column has a panel of this extension; VS Code puts something before a panel's type. */
function hasPanel({ tabs }: TabGroup): boolean {
  return tabs.some(({ input }) => input instanceof TabInputWebview && /podStartup\.[a-z]+$/.test(input.viewType));
}
