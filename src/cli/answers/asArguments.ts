/** The terminal's flags are a tool's arguments, `--what-if` is `whatIf`; and its commands are tools. */
export function asArguments(message: string): string {
  const told = message
    .replace(/\bpod-startup explain\b/g, 'explain_manifest')
    .replace(/\bpod-startup observe\b/g, 'diagnose_saved_output');
  return told.replace(/^--([a-z-]+)/, (_, flag: string) => flag.replace(/-([a-z])/g, (__, letter: string) => letter.toUpperCase())); // prettier-ignore
}
