/** What `--help` prints. */
export const usage = `pod-startup: how a Kubernetes pod starts, call by call

  pod-startup explain FILE              the start as a story
      --format text|mermaid|json        text (default), the diagram, or the trace
  pod-startup calls FILE                the CRI calls of the kubelet, one JSON object a line
  pod-startup outcome FILE              pods, events and errors as the API shows them, one JSON object
  pod-startup hover FILE:LINE:COLUMN    what a field of the manifest becomes, as Markdown (both count from 1)

FILE is a manifest: YAML or JSON, of one or many objects; - is standard input.

For explain, calls, outcome and hover
  --namespace NAME        where objects go that name no namespace (default: default)
  --scenario FILE         what the runtime, the node and the namespace are like, as JSON
  --seconds N             how long is simulated
  --kubernetes 1.37|1.18  the kubelet's release (default: 1.37)

  --help, --version

Bad input is one line on standard error, FILE:LINE:COLUMN: reason, and exit code 1;
a bad command line has exit code 2.
`;
