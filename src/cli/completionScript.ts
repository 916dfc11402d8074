import { entryOf } from '../core/entryOf';
import { CommandError } from './commandError';
import type { Completions } from './completion';

/**
 * What a shell, or kubectl, reads: a line for each completion, its meaning behind a tab, and at last what the shell adds by
 * itself, as cobra's programs tell it: `:0` files, `:4` nothing (cobra's completions.go, ShellCompDirective).
 */
export function completionLines({ values, files }: Completions): string {
  const lines = values.map(({ value, about }) => (about ? `${value}\t${about}` : value));
  return [...lines, files ? ':0' : ':4', ''].join('\n');
}

/** The scripts by which shells complete the command line: each asks `pod-startup __complete` for what may follow. */
const scripts: Readonly<Record<string, string>> = {
  bash: `_pod_startup() {
  local IFS=$'\\n' answer directive
  answer=$(pod-startup __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
  directive=\${answer##*:}
  mapfile -t COMPREPLY < <(printf '%s\\n' "\${answer%:*}" | cut -f1 | grep -v '^$')
  [ "$directive" = 0 ] && [ \${#COMPREPLY[@]} -eq 0 ] && compopt -o default
}
complete -F _pod_startup pod-startup
`,
  zsh: `#compdef pod-startup
_pod_startup() {
  local answer line
  local -a found
  answer=$(pod-startup __complete "\${(@)words[2,CURRENT]}" 2>/dev/null) || return
  for line in \${(f)answer%:*}; do found+=("\${\${line//:/\\\\:}/$'\\t'/:}"); done
  (( \${#found} )) && _describe pod-startup found
  [[ \${answer##*:} = 0 ]] && _files
}
compdef _pod_startup pod-startup
`,
  fish: `function __pod_startup_complete
  set -l words (commandline -opc) (commandline -ct)
  pod-startup __complete $words[2..] 2>/dev/null
end
complete -c pod-startup -n 'contains -- :4 (__pod_startup_complete)' -f
complete -c pod-startup -a '(__pod_startup_complete | string match -v ":*")'
`,
};

/** The script for a shell. Throws CommandError for one that is not known. */
export function completionScript(shell: string): string {
  const script = entryOf(scripts, shell);
  if (script === undefined)
    throw new CommandError(`completion is for ${Object.keys(scripts).join(', ')}, not ${shell}`, 2);
  return script;
}
