import { QuickPickItemKind, ThemeIcon, window, type QuickPickItem, type QuickPickOptions } from 'vscode';
import { labelText } from './labelText';

/** Something that can be picked. What it stands for is not read back from what is shown of it. */
export interface Choice<T> {
  value: T;
  label: string;
  description?: string;
  detail?: string;
  picked?: boolean;
  /** The name of one of VS Code's icons. */
  icon?: string;
  /** What it is one of: a line above the first of neighbours that have the same. */
  heading?: string;
}

/** What VS Code lists: a choice, or the line above some. */
type Row<T> = QuickPickItem & { value?: T };

/** How it is asked for; typing finds a choice by its description and detail, too. */
interface Asked {
  title: string;
  placeHolder?: string;
}

/** Lets a person pick one of the choices; undefined where they turned away. */
export async function pick<T>(choices: readonly Choice<T>[], asked: Asked): Promise<T | undefined> {
  return (await window.showQuickPick(rowsOf(choices), optionsOf(asked)))?.value;
}

/** As pick, for any number of the choices. */
export async function pickMany<T>(choices: readonly Choice<T>[], asked: Asked): Promise<T[] | undefined> {
  const picked = await window.showQuickPick(rowsOf(choices), { ...optionsOf(asked), canPickMany: true });
  return picked?.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** A line that is to be typed. */
interface AskedLine {
  title: string;
  /** What it begins with; all of it is selected. */
  value: string;
  prompt?: string;
  /** What is wrong with a line, in a sentence; undefined of a right one. */
  problem?: (line: string) => string | undefined;
}

/** Lets a person type a line; undefined where they turned away. */
export async function ask({ title, value, prompt, problem }: AskedLine): Promise<string | undefined> {
  return window.showInputBox({
    title: labelText(title),
    value,
    ...(prompt !== undefined && { prompt: labelText(prompt) }),
    ...(problem && {
      validateInput: (line: string) => {
        const wrong = problem(line);
        return wrong === undefined ? undefined : labelText(wrong);
      },
    }),
  });
}

function rowsOf<T>(choices: readonly Choice<T>[]): Row<T>[] {
  return choices.flatMap((choice, i) => {
    const { heading } = choice;
    const isFirst = heading !== undefined && heading !== choices[i - 1]?.heading;
    return [...(isFirst ? [{ label: labelText(heading), kind: QuickPickItemKind.Separator }] : []), itemOf(choice)];
  });
}

function itemOf<T>({ value, label, description, detail, picked, icon }: Choice<T>): Row<T> {
  return {
    value,
    label: labelText(label),
    ...(description !== undefined && { description: labelText(description) }),
    ...(detail !== undefined && { detail: labelText(detail) }),
    ...(picked !== undefined && { picked }),
    ...(icon !== undefined && { iconPath: new ThemeIcon(icon) }),
  };
}

function optionsOf({ title, placeHolder }: Asked): QuickPickOptions {
  return {
    title: labelText(title),
    ...(placeHolder !== undefined && { placeHolder: labelText(placeHolder) }),
    matchOnDescription: true,
    matchOnDetail: true,
  };
}
