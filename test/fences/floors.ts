/**
 * The floors of the house, from top to bottom: a folder and what belongs there. A file imports only what stands on its own
 * floor or below. Each folder of src/core that has files is named; elsewhere, one that is not belongs to the nearest above
 * it that is.
 */
export const floors: readonly (readonly [folder: string, what: string])[] = [
  ['src', 'the entries, which only wire'],
  ['src/cli', 'the terminal: flags, files, exit codes, printed lines'],
  ['src/host/cluster', 'commands of the editor that run kubectl'],
  ['src/host/commands', 'commands of the editor'],
  ['src/host/panel', 'panels'],
  ['src/host/requests', 'documents of requests'],
  ['src/host', 'hovers, hints and lenses, and what the host knows of documents'],
  ['src/host/shown', 'what shows text of others in the editor'],
  ['src/webview', 'the page, and the list of its views'],
  ['src/webview/shell', 'where views stand on the page, and the words in place of one that failed'],
  ['src/webview/head', 'the tool bar, and the lines above the panes'],
  ['src/webview/outline', 'the phases and the actors as a list'],
  ['src/webview/actors', 'who takes part'],
  ['src/webview/assumed', 'what a start takes for granted'],
  ['src/webview/whatIf', 'in what a start differs from the usual one'],
  ['src/webview/pods', 'several pods, and the choice of one'],
  ['src/webview/story', 'the start in words, step by step'],
  ['src/webview/comparison', 'two starts beside each other'],
  ['src/webview/moment', 'the world at the selected call'],
  ['src/webview/timeline', 'where the time went'],
  ['src/webview/outcome', 'how a start ends'],
  ['src/webview/present', 'a step at a time, in large letters'],
  ['src/webview/keys', 'what keys do anywhere in the page, and the list of all of them'],
  ['src/webview/details', 'what is selected'],
  ['src/webview/diagram', 'the diagram'],
  ['src/webview/export', 'a drawing as a file'],
  ['src/webview/page', "the page's state, and what all of its views have in common"],
  ['src/webview/parts', 'what views are made of, without the state'],
  ['src/kubectl/session', 'a watched start: its states, evidence in, snapshots out'],
  ['src/kubectl', 'the kubectl process, what it is asked and what it prints'],
  ['src/core/panel', 'what host and page say to each other'],
  ['src/core/answers', 'what an assistant can ask, and what its question may look at'],
  ['src/core/explain/check', 'all that hurts the starts of a folder, with severities and fixes'],
  [
    'src/core/upgrade',
    'what another release of Kubernetes changes in the starts of pods, and by which of its differences',
  ],
  ['src/core/crictl', 'a start as files and a script for crictl, and what crictl prints of one'],
  ['src/core/explain/inlay', 'what the API server fills in, beside the text that leaves it out'],
  ['src/core/explain/hover', 'what a hover says'],
  ['src/core/explain/fixes', 'changes of a manifest, each takes one mistake out of it'],
  ['src/core/explain/hints', 'what is wrong in a manifest, before it is applied'],
  ['src/core/explain/requests', 'the requests of a start, and the way from a field of one to the manifest'],
  ['src/core/explain/facts', 'what no difference of two starts can tell'],
  ['src/core/explain/difference', 'what a field changes: starts with it and without it'],
  ['src/core/explain/meaning', 'what half a manifest was meant to be'],
  ['src/core/explain/text', 'runs of text, and the Markdown of them'],
  ['src/core/helm', 'manifests as a chart of Helm makes them'],
  ['src/core/kustomize', 'manifests as a kustomization makes them'],
  ['src/core/circumstances/whatIf', 'circumstances that a person changes, each a line of text'],
  ['src/core/circumstances', 'the one way to a simulated start, and the faults that one may have'],
  ['src/core/assumptions', 'what a start takes for granted, a file a kind'],
  ['src/core/diagram', 'a trace as a sequence diagram'],
  ['src/core/story', 'a trace in lines of text'],
  [
    'src/core/narration',
    'what each message of a trace is for and why it comes now, in sentences; each actor and each part of the timeline, too',
  ],
  ['src/core/otlp', "a trace as OpenTelemetry's spans"],
  ['src/core/phases', 'the stretches of a start, each about one thing'],
  ['src/core/moment', 'the world at the end of each message'],
  ['src/core/workload', "a workload's starts as a sample: how long, and what slow ones share"],
  ['src/core/comparison', 'two traces beside each other'],
  ['src/core/diagnosis', 'why a pod does not run'],
  ['src/core/diagnosis/causes', 'each cause, a file a kind'],
  ['src/core/diagnosis/facts', 'what causes are read from, and what a finding is'],
  ['src/core/pulls', 'why images are pulled or not, and where the time of their pulls goes'],
  ['src/core/probeClock', 'when probes find a container started and ready, and have it killed'],
  ['src/core/observe', 'a trace of what was seen'],
  ['src/core/observe/saved', 'a saved start as a file: its form, and what is read of it'],
  ['src/core/observe/calls', 'calls between the moments that were seen'],
  ['src/core/observe/audit', 'what the API server wrote down itself: its audit log'],
  ['src/core/observe/nodeRecords', 'what a node wrote down itself'],
  ['src/core/observe/evidence', 'what was seen, and how near it lies to what it tells'],
  ['src/core/cluster/simulate', 'all components on one clock'],
  ['src/core/cluster/simulate/trace', 'what was recorded, as a trace'],
  ['src/core/cluster/kubelet', 'the kubelet, and its pod workers'],
  ['src/core/cluster/kubelet/status', "the pod's status"],
  ['src/core/cluster/kubelet/sync', 'what a sync does, and does it'],
  ['src/core/cluster/kubelet/probes', 'probes'],
  ['src/core/cluster/kubelet/volumes', 'mounting'],
  ['src/core/cluster/kubelet/kuberuntime', 'the translation to CRI requests'],
  ['src/core/cluster/kubelet/state', 'what the runtime has of a pod'],
  ['src/core/cluster/kubelet/context', 'what every part of the kubelet is given'],
  ['src/core/cluster/runtime', 'the simulated container runtime'],
  ['src/core/cluster/controllers', 'controllers, a file each'],
  ['src/core/cluster/controllers/job', 'the Job controller'],
  ['src/core/cluster/controllers/volumes', 'controllers of claims and volumes'],
  ['src/core/cluster/controllers/framework', 'what controllers are made of'],
  ['src/core/cluster/scheduler', 'the scheduler'],
  ['src/core/cluster/scheduler/plugins', 'its plugins'],
  ['src/core/cluster/scheduler/interface', 'what a plugin is given and answers'],
  ['src/core/cluster/apiserver', 'the API server'],
  ['src/core/cluster/apiserver/admission', 'admission'],
  ['src/core/cluster/apiserver/admission/podSecurity', "the checks of Pod Security's levels"],
  ['src/core/cluster/apiserver/validation', 'validation'],
  ['src/core/cluster/apiserver/warnings', 'what the API server warns of in what it takes'],
  ['src/core/cluster/apiserver/defaults', 'defaulting'],
  ['src/core/trace', 'what a start is: messages, notes, moments, and what follows from them alone'],
  ['src/core/manifest', 'text as objects, with the place of every value'],
  ['src/core/scenario', 'circumstances as data: nodes, plans, faults, durations'],
  ['src/core/scenario/runtimes', 'container runtimes: their words, ids and defaults, a file each'],
  ['src/core/componentHelpers', 'what several components of Kubernetes compute alike'],
  ['src/core/cri', "the CRI's types and errors"],
  ['src/core/api', "the API's types, schema, decoding, names, and the store of objects"],
  ['src/core/go', "Go's forms of text"],
  ['src/core/release', 'what differs between releases of Kubernetes'],
  ['src/core', 'words that know nothing of Kubernetes'],
];

/** An import: who and whom, as paths from the root. */
export type Import = readonly [from: string, to: string];

/** The floor of a file, 0 is the top; undefined where its folder is on none. */
function floorOf(file: string): number | undefined {
  const inCore = file.startsWith('src/core/');
  for (let folder = file; folder.includes('/');) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    const floor = floors.findIndex(([name]) => name === folder);
    if (floor >= 0) return floor;
    if (inCore) return undefined;
  }
  return undefined;
}

const onNoFloor = (file: string): string => `${file} is on no floor: name its folder in test/fences/floors.ts`;

/** The files that stand on no floor, each with what to do. */
export function unnamed(files: readonly string[]): string[] {
  return files.filter((file) => floorOf(file) === undefined).map(onNoFloor);
}

/** What goes up, each with what to do instead. */
export function upward(imports: readonly Import[]): string[] {
  return imports.flatMap(([from, to]) => {
    const [lower, upper] = [from, to].map((file) => {
      const floor = floorOf(file);
      if (floor === undefined) throw new Error(onNoFloor(file));
      return floor;
    });
    if (lower === undefined || upper === undefined || upper >= lower) return [];
    const [own, what] = floors[lower]!;
    return [
      `${from} imports ${to}, which stands above it. ${own} is for ${what}, ${floors[upper]![0]} for ${floors[upper]![1]}: ` +
        'hand in what is needed as a parameter, or move what both need to a floor below both',
    ];
  });
}

/** A way from a file back to itself, for each set of files that import each other. */
export function circles(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const [from, to] of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, way: string[]): void => {
    const at = way.indexOf(file);
    if (at >= 0) {
      found.push([...way.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}
