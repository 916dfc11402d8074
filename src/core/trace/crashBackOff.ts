const first = 10_000;
const longest = 300_000;

/**
 * How long the kubelet waits from a container's end until it starts it again, in milliseconds: not at all at first, then
 * 10 s, doubled up to 5 minutes (pkg/kubelet/kuberuntime/kuberuntime_manager.go, doBackOff, 1.37).
 *
 * @param message of CrashLoopBackOff, which tells the time: `back-off 40s restarting failed container=…`
 */
export function crashBackOff(restartCount: number, message = ''): number {
  const told = goSeconds(/back-off (\S+) restarting/.exec(message)?.[1] ?? '');
  if (told !== undefined) return told;
  return restartCount === 0 ? 0 : Math.min(longest, first * 2 ** Math.min(30, restartCount - 1));
}

/** A Go duration of minutes and seconds in milliseconds: `2m40s`. */
function goSeconds(text: string): number | undefined {
  const [, minutes, rest] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  if (minutes === undefined && rest === undefined) return undefined;
  return (Number(minutes ?? 0) * 60 + Number(rest ?? 0)) * 1000;
}
