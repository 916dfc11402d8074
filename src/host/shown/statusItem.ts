import { StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import { labelText } from './labelText';

/** What a status bar item shows. */
export interface StatusText {
  /** The name of one of VS Code's icons. */
  icon: string;
  text: string;
  tooltip: string;
}

/** Texts in a status bar are cut: the rest is in the tooltip. */
const longest = 40;

/** An item of the status bar, which runs one of our commands; not there before it has something to show. */
export class StatusItem {
  readonly #name: string;
  readonly #command: string;
  #item: StatusBarItem | undefined;

  /** @param name in words, as the status bar's menu lists it */
  constructor(name: string, command: string) {
    this.#name = name;
    this.#command = command;
  }

  show({ icon, text, tooltip }: StatusText): void {
    const item = (this.#item ??= window.createStatusBarItem(this.#command, StatusBarAlignment.Left));
    const label = labelText(text);
    item.name = this.#name;
    item.command = this.#command;
    item.text = `$(${icon}) ${label.length > longest ? `${label.slice(0, longest - 1)}…` : label}`;
    item.tooltip = labelText(tooltip);
    item.show();
  }

  hide(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }
}
