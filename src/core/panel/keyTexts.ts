import { knownKeys } from '../knownKeys';
import { keyTable, type KeyAction, type KeyPlace } from '../keyTable';

/** What a key does, and which it is. */
export interface Key {
  does: string;
  keys: readonly string[];
}

/** The keys that work at one place, with a heading. */
export interface KeyGroup {
  title: string;
  rows: readonly Key[];
}

/** The keys of VS Code that package.json gives to commands of this extension; test/fences holds the two together. */
export const editorKeys: readonly Key[] = [
  { does: 'Explain This Manifest', keys: ['Ctrl+K Shift+P'] },
  { does: 'Go to the Next Call', keys: ['Shift+Alt+PageDown'] },
  { does: 'Go to the Previous Call', keys: ['Shift+Alt+PageUp'] },
];

/** Where keys work, as a heading of the list; in its order. */
const titles: Readonly<Record<KeyPlace, string>> = {
  anywhere: 'Anywhere in the panel',
  diagram: 'In the diagram',
  actors: "On the actors' heads",
  phases: 'On the heading of a phase',
  outline: 'In the outline',
  chips: 'On what is not as usual',
  comparison: 'In a comparison',
  story: 'In the story',
  timeline: 'Where the time went',
  pods: 'In the list of pods',
  details: 'In the details',
  fields: 'On a field of a request or a response',
  border: 'On the border of the details',
  search: 'In the search',
  presenter: 'While presenting',
  menu: 'In a menu',
  dialog: 'In a dialog',
};

const texts: { readonly [Place in KeyPlace]: Readonly<Record<KeyAction<Place>, string>> } = {
  anywhere: {
    keyboard: 'Show all keys',
    find: 'Find a call',
    present: 'Present, a step at a time',
    next: 'Next step',
    previous: 'Previous step',
    first: 'First step',
    last: 'Last step',
    play: 'Play or pause',
    slower: 'Play slower',
    faster: 'Play faster',
    stage: 'Go to the diagram or the story',
    details: 'Go to the details',
    view: 'Change between diagram and story',
    mainSteps: 'Show the main steps alone',
    cri: 'Show the calls of the container runtime, too',
    everything: 'Show everything',
    earlier: 'Earlier calls of a long diagram',
    later: 'Later calls of a long diagram',
    pod: 'Next of several pods',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomReset: 'Zoom to 100 %',
    fit: 'Fit the width',
    timeline: 'Fold or unfold where the time went',
    state: 'Fold or unfold the state at the step',
    assumed: 'Show what is assumed',
    whatIf: 'Change what the start is simulated with',
    watch: 'Stop watching, or watch again',
    export: 'Export',
    outline: 'Show or hide phases and actors',
    letFail: 'Let the selected call fail',
    compare: 'Compare with another start',
    saveComparison: 'Save the comparison as Markdown',
    closeComparison: 'Close the comparison',
  },
  diagram: {
    next: 'Next call',
    previous: 'Previous call',
    first: 'First call',
    last: 'Last call',
    details: 'Go to the details of the call',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomReset: 'Zoom to 100 %',
  },
  actors: {
    next: 'Next actor',
    previous: 'Previous actor',
    first: 'First actor',
    last: 'Last actor',
    card: 'Go to the card of the actor',
    close: 'Close the card of the actor',
  },
  phases: {
    next: 'Next phase',
    previous: 'Previous phase',
    first: 'First phase',
    last: 'Last phase',
    unfold: 'Unfold the phase',
    fold: 'Fold the phase',
    press: 'Fold or unfold the phase',
  },
  outline: {
    close: 'Close the outline',
  },
  chips: {
    next: 'Next chip',
    previous: 'Previous chip',
    first: 'First chip',
    last: 'Last chip',
    remove: 'Remove the chip',
  },
  comparison: {
    next: 'Next difference',
    previous: 'Previous difference',
  },
  story: {
    next: 'Next step',
    previous: 'Previous step',
    first: 'First step',
    last: 'Last step',
    details: 'Go to the details of the step',
  },
  timeline: {
    next: 'Next part',
    previous: 'Previous part',
    first: 'First part',
    last: 'Last part',
    below: 'What the next pod did then',
    above: 'What the pod above did then',
    farBelow: 'A page of pods down',
    farAbove: 'A page of pods up',
    select: 'Select the part',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomReset: 'Show all of the time',
  },
  pods: {
    next: 'Next pod',
    previous: 'Previous pod',
  },
  details: {
    close: 'Close the details',
  },
  fields: {
    next: 'Next field',
    previous: 'Previous field',
    first: 'First field',
    last: 'Last field',
    into: 'Unfold, or go into the field',
    out: 'Fold, or go out of the field',
    line: 'Go to the line of the manifest, else fold or unfold',
    fold: 'Fold or unfold',
  },
  border: {
    more: 'Larger details',
    less: 'Smaller details',
  },
  search: {
    next: 'Next match',
    previous: 'Previous match',
    clear: 'Clear the search',
  },
  presenter: {
    next: 'Next step',
    previous: 'Previous step',
    first: 'First step',
    last: 'Last step',
  },
  menu: {
    next: 'Open it, or the next entry',
    previous: 'Previous entry',
    first: 'First entry',
    last: 'Last entry',
    close: 'Close it',
    leave: 'Close it and go on',
  },
  dialog: {
    forth: 'Next button or link',
    back: 'Previous button or link',
    press: 'Press the button',
    close: 'Close it',
  },
};

const table: { readonly [Place in KeyPlace]: Readonly<Record<KeyAction<Place>, readonly string[]>> } = keyTable;

/** All keys, in words, as the list of them has them. */
export function keyGroups(): KeyGroup[] {
  return [{ title: 'In VS Code, unless you changed them', rows: editorKeys }, ...knownKeys(titles).map(groupAt)];
}

function groupAt<Place extends KeyPlace>(place: Place): KeyGroup {
  const own: Readonly<Record<KeyAction<Place>, string>> = texts[place];
  const keys: Readonly<Record<KeyAction<Place>, readonly string[]>> = table[place];
  return { title: titles[place], rows: knownKeys(own).map((action) => ({ does: own[action], keys: keys[action] })) };
}
