const ends = { first: ['Home'], last: ['End'] } as const;
const across = { next: ['ArrowRight'], previous: ['ArrowLeft'] } as const;
const along = { next: ['ArrowDown'], previous: ['ArrowUp'] } as const;
const eitherWay = { next: ['ArrowDown', 'ArrowRight'], previous: ['ArrowUp', 'ArrowLeft'] } as const;
const press = ['Enter', ' '] as const;
const close = ['Escape'] as const;
const zoom = { zoomIn: ['+', '='], zoomOut: ['-'], zoomReset: ['0'] } as const;

/**
 * All keys of the page, by where they work and what they do there: named as `KeyboardEvent.key` names them, after `Ctrl+`,
 * `Alt+` and `Shift+`. Who listens asks this table what a key does (`perform`), and the list of keys shows the same table.
 * A character is named as it is typed, whatever is held for it.
 */
export const keyTable = {
  anywhere: {
    keyboard: ['?'],
    find: ['/', 'Ctrl+f'],
    present: ['p'],
    ...across,
    ...ends,
    play: [' '],
    slower: ['<'],
    faster: ['>'],
    stage: ['g'],
    details: ['d'],
    view: ['v'],
    mainSteps: ['1'],
    cri: ['2'],
    everything: ['3'],
    earlier: [','],
    later: ['.'],
    pod: ['n'],
    ...zoom,
    fit: ['w'],
    timeline: ['t'],
    state: ['s'],
    assumed: ['u'],
    whatIf: ['f'],
    watch: ['r'],
    export: ['e'],
    outline: ['o'],
    letFail: ['x'],
    compare: ['c'],
    saveComparison: ['m'],
    closeComparison: ['q'],
  },
  diagram: {
    ...eitherWay,
    ...ends,
    details: ['Enter'],
    zoomIn: ['Ctrl+=', 'Ctrl++'],
    zoomOut: ['Ctrl+-'],
    zoomReset: ['Ctrl+0'],
  },
  actors: {
    ...across,
    ...ends,
    card: ['Enter', ' ', 'ArrowDown'],
    close,
  },
  phases: {
    ...along,
    ...ends,
    unfold: ['ArrowRight'],
    fold: ['ArrowLeft'],
    press,
  },
  outline: {
    close,
  },
  chips: {
    next: ['ArrowRight', 'ArrowDown'],
    previous: ['ArrowLeft', 'ArrowUp'],
    ...ends,
    remove: ['Delete', 'Backspace'],
  },
  comparison: {
    next: ['F7'],
    previous: ['Shift+F7'],
  },
  story: {
    ...eitherWay,
    ...ends,
    details: ['Enter'],
  },
  timeline: {
    ...across,
    ...ends,
    below: ['ArrowDown'],
    above: ['ArrowUp'],
    farBelow: ['PageDown'],
    farAbove: ['PageUp'],
    select: press,
    ...zoom,
  },
  pods: {
    ...along,
  },
  details: {
    close,
  },
  fields: {
    ...along,
    ...ends,
    into: ['ArrowRight'],
    out: ['ArrowLeft'],
    line: ['Enter'],
    fold: [' '],
  },
  border: {
    more: ['ArrowUp', 'ArrowLeft'],
    less: ['ArrowDown', 'ArrowRight'],
  },
  search: {
    next: ['Enter'],
    previous: ['Shift+Enter'],
    clear: ['Escape'],
  },
  presenter: {
    next: ['ArrowRight', 'ArrowDown', 'PageDown', ' ', 'Enter'],
    previous: ['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace'],
    ...ends,
  },
  menu: {
    ...along,
    ...ends,
    close,
    leave: ['Tab', 'Shift+Tab'],
  },
  dialog: {
    forth: ['Tab'],
    back: ['Shift+Tab'],
    press,
    close,
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;

export type KeyPlace = keyof typeof keyTable;
export type KeyAction<Place extends KeyPlace> = keyof (typeof keyTable)[Place] & string;
