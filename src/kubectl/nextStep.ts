import { isCommand, kubectl } from '../core/diagnosis/facts/suggestedCommand';
import type { KubectlFailure } from './kubectlError';

/**
 * What a person can do where kubectl failed, in a sentence; undefined where its own words have to say it.
 *
 * @param message kubectl's words
 * @param context the one that was asked for, where it is not the current one
 */
export function nextStep(failure: KubectlFailure | 'mistake', message: string, context?: string): string | undefined {
  switch (failure) {
    case 'unreachable':
    case 'timedOut':
      return /x509|certificate/.test(message)
        ? 'Check the certificate of the cluster, and certificate-authority in the kubeconfig.'
        : withCommand(
            'Check that the cluster is up and reachable (VPN, proxy)',
            kubectl`cluster-info --context ${context}`,
          );
    case 'unauthorized':
      return 'Log in to the cluster again.';
    case 'forbidden':
      return withCommand('Ask for a role that allows it', kubectl`auth can-i --list --context ${context}`);
    default:
      return undefined;
  }
}

/** kubectl's words, and what to do. */
export function withNextStep(words: string, failure: KubectlFailure | 'mistake', context?: string): string {
  const next = nextStep(failure, words, context);
  if (next === undefined) return words;
  return `${/[.?]$/.test(words) ? words : `${words}.`} ${next}`;
}

function withCommand(step: string, command: ReturnType<typeof kubectl>): string {
  return isCommand(command) ? `${step}: ${command}.` : `${step}.`;
}
