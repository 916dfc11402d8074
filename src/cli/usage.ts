import { changesOfPulls } from '../core/circumstances/whatIf/observedSaving';
import { kindOf, whatIfKinds } from '../core/circumstances/whatIf/kinds';
import { knownKeys } from '../core/knownKeys';
import { newestVersion, versions } from '../core/release/versions';
import { nodeKinds } from '../core/scenario/nodeKinds';
import { traitKinds } from '../core/workload/traits';
import { runtimeChoices } from '../core/scenario/runtimes/runtimeOf';

/** How each change is written. */
const changes = knownKeys(whatIfKinds).map((name) =>
  [name, ...kindOf(name).questions.map(({ word }) => word)].join(' '),
);

/** What `--help` prints of all commands. */
export const usage = `pod-startup: how a Kubernetes pod starts, call by call

  pod-startup explain FILE|FOLDER       the start as a story; of a folder, what its kustomization or chart renders, or all
                                        its manifests
      -R, --recursive                   with the folders in it, as one application, and without rendering
      --values FILE                     a values file for a chart, as with helm. Can be repeated
      --level 1|2|3                     1 the main steps, 2 also the runtime's calls and what affects them (default),
                                        3 everything: events, tokens, what controllers record; also for observe and watch
      --rendered                        as rendered by the kustomization that names FILE
      --answers-after TIME|never        when each application with a probe answers; until then its probes fail
      --why                             what each call is for, why it comes now and what follows; and how much sooner
                                        the pods would be Ready with other images
      --at TIME                         instead, the state at a time after the start, such as 12s: what each pod and container
                                        waits for, since when, and what holds it; also for observe
      --format text|markdown|mermaid|json|otlp
                                        text (default), the story as a document, the diagram, the trace, or the trace
                                        as OpenTelemetry's spans (OTLP JSON)
  pod-startup check FILE|FOLDER…        what certainly or probably hurts a start, before you apply anything
      -R, --values FILE                 as with explain; all files together are one cluster
      --format text|json|sarif|github   github: workflow commands that annotate the lines
      --fail-on error|warning|info      the lowest severity for which the exit code is 1 (default: error)
      --baseline FILE                   findings in it are accepted; with --write-baseline, all findings are written to it
  pod-startup calls FILE                the CRI calls of the kubelet, one JSON object a line
      --api                             instead, the requests for changes to the API server, and who makes them
  pod-startup outcome FILE              pods, events and errors as the API shows them, one JSON object
  pod-startup crictl FILE --out DIR     what crictl runp, pull, create and start take, the files of the volumes, and a script
                                        that starts the pods on a node as its kubelet would
      --reveal-secrets                  with the values of Secrets; by default, a placeholder replaces each
  pod-startup ready FILE                when each container is started, ready and killed by its probes: the earliest and
                                        the latest moment, in seconds from its start
      --answers-after TIME|never        when the application answers; until then its probes fail (default: at once)
      --format text|json                json: [{"pod", "container", "started": [earliest, latest], "ready", "killed"}],
                                        null for what does not happen in its first run
  pod-startup hover FILE:LINE:COLUMN    what a field of the manifest becomes, as Markdown (both count from 1)
      --format text|json                json: also the calls and fields that respond, as data
  pod-startup observe FILE…             the start in saved output of a cluster, and why a pod is stuck
      --why                             as with explain
      --group-by ${traitKinds.join('|')}
                                        for a workload with several pods: how long the starts of each group take; all files
                                        are one sample
      --logs FILE                       the log of a container. Can be repeated
      --save FILE.podstart.json         saves the start as one file, which VS Code, observe and compare open
      --manifest FILE                   compares the start with the simulation of that manifest
      --what-if CHANGE                  how much sooner or later with other pulls, an estimate from the sizes and speeds of the
                                        pulls in all the files: ${changesOfPulls.slice(0, 4).join(', ')},
                                        ${changesOfPulls.slice(4).join(', ')}
      --format text|markdown|mermaid|json|otlp|calls
                                        calls: the CRI calls with their error bars, one JSON object a line
  pod-startup compare A B               two starts call by call: each a manifest, or saved output of a cluster
      --fault, --what-if                for B only, like --kubernetes, --runtime and --scenario; other flags are for both
      --level 1|2|3                     as with explain
      --format text|json|markdown       text and markdown show what differs, json has every call
  pod-startup upgrade FILE|FOLDER --from RELEASE --to RELEASE
                                        what another release of Kubernetes changes in the start of each pod, and by which
                                        rule (default of --to: the newest, ${newestVersion})
      -R, --rendered, --values FILE, --what-if CHANGE
                                        as with explain
      --format text|json|markdown       json has every change
      --fail-on refused|different|any   exit code 1 if a start is refused, if one runs differently, or if anything changes
      --fail-on-change                  the same as --fail-on any
  pod-startup watch POD|TYPE/NAME…      a start in a cluster as it happens, through your kubectl
  pod-startup watch -f FILE             asks, applies FILE, and watches what it creates
      --context NAME, --namespace NAME, --kubeconfig FILE
                                        which cluster and namespace (default: the current ones)
      --group-by KIND                   as with observe
      --timeout TIME                    how long at most, such as 5m (default: 300 seconds)
      --ci                              in a pipeline: only the main steps, until rollouts are done and Jobs are complete;
                                        exit code 1 if not in time, 3 if the cluster does not answer
      --budget PART=TIME                the most time that a pod may take, such as ready=60s or pull=20s. Can be repeated
      --junit FILE, --summary FILE      the result as JUnit XML, or as Markdown with the diagram, appended to FILE
      --format text|markdown|json|mermaid|otlp
                                        what is printed at the end; text also prints the steps as they happen
      --save FILE.podstart.json         saves the start, however it ends
      --yes                             applies FILE without asking
      --delete                          at the end, deletes what it created
  pod-startup completion bash|zsh|fish  the script with which a shell completes the command line
  pod-startup mcp                       serves assistants over the Model Context Protocol, on standard input and output;
                                        it only reads
      --root FOLDER                     a folder whose files it may read. Can be repeated (default: the folders that the
                                        client has open)
      --cluster --context NAME          adds watch_pod, which reads the cluster of that context; with --namespace, only there
      --kubernetes, --runtime, --node, --assume, --namespace
                                        what is simulated if the question does not say

FILE is a manifest: YAML or JSON, of one or many objects; - is standard input.
For explain, check, hover, compare, upgrade and crictl, the objects in the files beside FILE exist, too.
kubectl kustomize renders the kustomization of a folder, and helm its chart, where they are installed.

observe reads what kubectl get pods,events -o json saved, a watch's stream, a recording or a saved start.
Further files make the times exact: the journal of containerd or CRI-O (journalctl -u containerd),
a kubelet's spans as OTLP JSON, the kubelet's configz, and the API server's audit log (JSON lines: who asked what,
and when). The output of kubectl logs (--logs FILE, or a file that ends in .log) appears where the container ended.
It also reads a folder with a pods.json, such as kubectl cluster-info dump --output-directory makes.

For explain, calls, crictl, outcome, ready, hover, compare, check and upgrade
  --assume usual|nothing  usual (default): the cluster has what the manifest refers to but does not define;
                          nothing: a bare cluster, in which that is missing
  --namespace NAME        the namespace of objects that name none (default: default)
  --scenario FILE         the runtime, the node and the namespace, as JSON:
                          nothing else is assumed
  --validate strict|ignore
                          what happens to unknown fields, as with kubectl: strict (default) refuses the object
  --seconds N             how many seconds are simulated
  --fault ID              with a fault, such as 'crash app'; an unknown ID lists them. Can be repeated
  --what-if CHANGE        with a circumstance changed, such as 'answers-after app 25s'. Can be repeated.
                          ${changes.join('\n                          ')}
  --kubernetes RELEASE    the release of Kubernetes: ${versions.slice(0, 2).join(', ')} to ${newestVersion}, also as v1.34.4 (default: the newest;
                          beside an observed start, the cluster's own)
  --runtime ${Object.keys(runtimeChoices).join('|')}
                          the container runtime (default: containerd), or as a node reports it: containerd://1.7.27
  --node ${Object.keys(nodeKinds).join('|')}
                          the kind of node (default: like kind’s, without its role)

  -o, --output FORMAT     the same as --format, as in kubectl; what has json has yaml, too
  --help, --version; COMMAND --help tells about one command

Exit codes: 0 done; 1 bad input, which is one line on standard error, FILE:LINE:COLUMN: reason; 2 a bad command line.
  watch: 0 all pods started; 3 not all in time; with --ci, 1 not all in time and 3 the cluster does not answer
  check: 0 nothing as bad as --fail-on says; 1 something is; 2 it cannot check
  upgrade: 1 also for what --fail-on names
`;
