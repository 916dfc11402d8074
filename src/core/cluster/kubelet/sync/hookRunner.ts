import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import type { Container, EphemeralContainer, HTTPGetAction, LifecycleHandler, Pod } from '../../../api/types';
import { GrpcError } from '../../../cri/grpcError';
import { sleep, type Task, type VirtualClock } from '../../../virtualClock';
import type { HookName } from '../../../trace/because';
import type { CriClient } from '../context/criClient';
import { httpGetUrl, resolveContainerPort } from '../probes/httpGetUrl';
import { goQuote } from '../../../go/goQuote';
import { formatPod } from '../kuberuntime/podIdentity';
import { connectionRefused } from '../probes/networkProbe';

/** Runs postStart and preStop hooks (pkg/kubelet/lifecycle/handlers.go, 1.37). */
export class HookRunner {
  constructor(
    readonly client: CriClient,
    readonly clock: VirtualClock,
    readonly release: KubernetesRelease,
  ) {}

  /** Runs a hook to its end; returns the kubelet's message if it failed. */
  *run(
    id: string,
    pod: Pod,
    container: Container | EphemeralContainer,
    { exec, httpGet, sleep: pause }: LifecycleHandler,
    hook: HookName,
  ): Task<string | undefined> {
    const where = `Container ${goQuote(container.name)} in Pod ${goQuote(formatPod(pod))} failed - error:`;
    if (exec) {
      const command = exec.command ?? [];
      const failed = yield* this.#exec(id, command, container.name, hook);
      return failed && `Exec lifecycle hook ([${command.join(' ')}]) for ${where} ${failed}`;
    }
    if (httpGet) {
      yield* sleep(this.clock, 1);
      const failed = this.#get(id, container, httpGet);
      return failed && `HTTP lifecycle hook (${httpGet.path ?? ''}) for ${where} ${failed}`;
    }
    // A TCP handler is no longer run: the API keeps it for old objects.
    if (!pause) return 'Cannot run handler: invalid handler';
    yield* sleep(this.clock, (pause.seconds ?? 0) * 1000);
    return undefined;
  }

  *#exec(id: string, command: string[], container: string, hook: HookName): Task<string | undefined> {
    try {
      const answer = yield* this.client.execSync(id, command, 0, container, { type: 'runHook', hook });
      const { exit_code: code = 0, stdout = '', stderr = '' } = answer;
      if (code === 0) return undefined;
      return `command '${command.join(' ')}' exited with ${code}: ${stderr}, message: ${goQuote(stdout + stderr)}`;
    } catch (error) {
      if (!(error instanceof GrpcError)) throw error;
      return `${error.message}, message: ""`;
    }
  }

  /** What goes wrong with a request; undefined where it is answered. */
  #get(id: string, container: Container | EphemeralContainer, action: HTTPGetAction): string | undefined {
    const { runtime } = this.client;
    const sandbox = runtime.sandboxes.get(runtime.containers.get(id)?.sandboxId ?? '');
    const host = action.host || sandbox?.ip || '';
    try {
      const port = resolveContainerPort(action.port, container, this.release);
      if (runtime.answers(id, port)) return undefined;
      return `Get "${httpGetUrl(action, container, host, this.release)}": ${connectionRefused(host, port)}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
