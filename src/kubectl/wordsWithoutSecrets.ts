import { kindOf } from '../core/api/kinds';
import { harmlessWords } from '../core/cluster/apiserver/harmlessWords';
import { mayHoldSecret } from '../core/manifest/manifestDocument';
import { isSecretKind } from '../core/manifest/mayBeSecret';
import { parseManifest } from '../core/manifest/parseManifest';
import { withoutSecrets } from '../core/manifest/secretMask';
import { KubectlError } from './kubectlError';

/**
 * kubectl's failure on a manifest. Where that may hold a Secret, only the words that are about something else, or that
 * are known to quote no value.
 */
export function wordsWithoutSecrets(error: KubectlError, manifest: string): KubectlError {
  const { failure, stderr } = error;
  const areOurs = failure === 'missing' || failure === 'cancelled' || failure === 'timedOut';
  if (areOurs || !holdsSecret(manifest)) return error;
  // What is wrong with several fields stands in a list below.
  const said = stderr
    .trim()
    .split(/\n(?!\* )/)
    .reverse();
  const [words] = said.flatMap((text) => harmlessWords(text) ?? ofOther(text) ?? ofConnection(text) ?? []);
  const [, reason] = /^Error from server \(([A-Za-z]{1,40})\)/m.exec(stderr) ?? [];
  const refused = `kubectl could not apply the manifest${reason ? ` (${reason})` : ''}. Its message is not shown, because it may quote a Secret of the manifest: read it in a terminal with kubectl apply --server-side -f`;
  return new KubectlError(failure, words ?? refused);
}

function holdsSecret(manifest: string): boolean {
  return parseManifest(manifest).documents.some(({ parsed }) => {
    const { root, problems } = parsed;
    return problems.length > 0 ? mayHoldSecret(parsed) : withoutSecrets(root?.value) !== root?.value;
  });
}

/** A line about an object of a kind that is no Secret: The Pod "web" is invalid, pods "web" is forbidden. */
function ofOther(line: string): string | undefined {
  const sentence = line
    .replace(/^Error from server(?: \([A-Za-z]{1,40}\))?: /, '')
    .replace(/^error when \w{1,20} "STDIN": /, '');
  const [, kind] =
    /^(?:The )?([A-Z][A-Za-z]{1,60})(?:\.[a-z0-9.]{1,100})? "[^"]{0,300}" is invalid: /.exec(sentence) ??
    /^([A-Z][A-Za-z]{1,60}) in version "[^"]{0,100}" cannot be handled as a /.exec(sentence) ??
    /^failed to create typed patch object \([^)]{0,600}Kind=([A-Za-z]{1,60})\): /.exec(sentence) ??
    [];
  if (kind !== undefined) return kindOf(kind) && !isSecretKind(kind) ? line : undefined;
  const [, resource] = /^([a-z]{1,60})(?:\.[a-z0-9.]{1,100})? "[^"]{0,300}" is forbidden: /.exec(sentence) ?? [];
  return resource !== undefined && !resource.includes('secret') ? line : undefined;
}

/** A line about the way to the cluster. */
function ofConnection(line: string): string | undefined {
  if (/^error: You must be logged in to the server(?: \([A-Za-z ]{0,60}\))?$/.test(line)) return line;
  if (/^The connection to the server [\w.:[\]-]{1,300} was refused/.test(line))
    return 'The connection to the server was refused';
  const [network] = /(?:dial tcp|lookup) [\w.:[\]-]{1,300}(?: on [\w.:[\]-]{1,300})?: [a-z :/]{1,100}/.exec(line) ?? [];
  return network && `Unable to connect to the server: ${network}`;
}
