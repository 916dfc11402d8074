import { entryOf } from '../entryOf';

/** What a person reads, up to the error, where a view of the page, by its name, cannot be drawn, and of what is no view. */
const failureTexts: Readonly<Record<string, (title: string) => string>> = {
  about: (title) => `What is said about “${title}” cannot be drawn`,
  actorCard: () => 'What the actor is cannot be told',
  addWhatIf: () => 'The button that changes circumstances cannot be drawn',
  assumed: (title) => `What “${title}” assumes cannot be listed`,
  assumedToggle: () => 'What is assumed cannot be counted',
  causes: (title) => `The diagnosis of “${title}” cannot be drawn`,
  chips: (title) => `What is not as usual in “${title}” cannot be drawn`,
  compare: () => 'The comparison with another start cannot be offered',
  comparison: (title) => `“${title}” cannot be compared`,
  details: () => 'The details of the selected call cannot be drawn',
  diagram: (title) => `The diagram of “${title}” cannot be drawn`,
  export: (title) => `The picture of “${title}” cannot be made`,
  exportButton: () => 'The export cannot be offered',
  head: (title) => `The head of “${title}” cannot be drawn`,
  hiddenNotice: () => 'The hidden actors cannot be told',
  host: () => 'Pod Startup cannot do what this panel asks for',
  keyList: () => 'The keyboard shortcuts cannot be listed',
  keysButton: () => 'The keyboard shortcuts cannot be offered',
  levelSelect: () => 'The levels of detail cannot be offered',
  live: (title) => `The state of “${title}” cannot be drawn`,
  moment: () => 'The state at that moment cannot be told',
  notices: (title) => `The notices about “${title}” cannot be drawn`,
  outcome: (title) => `The outcome of “${title}” cannot be drawn`,
  outline: () => 'The outline of the start cannot be drawn',
  page: () => 'Something in this panel does not work',
  pageKeys: () => 'The keys of the panel do not work',
  pager: () => 'The parts of the diagram cannot be counted',
  podSelect: () => 'The pods cannot be offered',
  pods: (title) => `The pods of “${title}” cannot be listed`,
  presentButton: () => 'The presentation cannot be offered',
  presenter: (title) => `“${title}” cannot be presented`,
  release: () => 'The release of Kubernetes cannot be told',
  search: () => 'The search cannot be offered',
  state: (title) => `“${title}” cannot be drawn`,
  story: (title) => `The story of “${title}” cannot be told`,
  strictAgain: (title) => `Whether “${title}” is validated strictly cannot be told`,
  timeline: (title) => `The timeline of “${title}” cannot be drawn`,
  viewSwitch: () => 'The switch between diagram and story cannot be drawn',
  views: (title) => `Not all of “${title}” can be loaded`,
  walkBar: () => 'The walk through the start cannot be offered',
  zoomButtons: () => 'The zoom cannot be offered',
};

/**
 * What failed in the page, in words: `The diagram of “Start of nginx” cannot be drawn`.
 *
 * @param of the part's name, a blank, and the title of what was to be drawn
 */
export function failureText(of: string): string {
  const blank = `${of} `.indexOf(' ');
  const [part, title] = [of.slice(0, blank), of.slice(blank + 1)];
  return entryOf(failureTexts, part)?.(title) ?? `“${part}” cannot be drawn`;
}
