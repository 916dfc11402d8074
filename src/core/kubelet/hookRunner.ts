import type { Container, EphemeralContainer, LifecycleHandler, Pod } from '../api/types';
import { GrpcError } from '../runtime/grpcError';
import { sleep, type Task, type VirtualClock } from '../runtime/virtualClock';
import type { CriClient } from './criClient';

/** Runs postStart and preStop hooks (pkg/kubelet/lifecycle/handlers.go, 1.37). */
export class HookRunner {
  constructor(
    readonly client: CriClient,
    readonly clock: VirtualClock,
  ) {}

  /** Runs a hook to its end; returns the kubelet's message if it failed. */
  *run(
    id: string,
    pod: Pod,
    container: Container | EphemeralContainer,
    handler: LifecycleHandler,
  ): Task<string | undefined> {
    const where = `Container "${container.name}" in Pod`;
    if (handler.exec) {
      const command = handler.exec.command ?? [];
      try {
        const { exit_code: code = 0 } = yield* this.client.execSync(id, command, 0, container.name);
        if (code !== 0)
          return `Exec lifecycle hook ([${command.join(' ')}]) for ${where} failed - error: command '${command.join(' ')}' exited with ${code}: , message: ""`;
      } catch (error) {
        if (!(error instanceof GrpcError)) throw error;
        return `Exec lifecycle hook ([${command.join(' ')}]) for ${where} failed - error: ${error.message}, message: ""`;
      }
      return undefined;
    }
    if (handler.sleep) {
      yield* sleep(this.clock, (handler.sleep.seconds ?? 0) * 1000);
      return undefined;
    }
    if (handler.httpGet) {
      yield* sleep(this.clock, 1);
      return this.client.runtime.networkAnswers
        ? undefined
        : `HTTP lifecycle hook (${handler.httpGet.path ?? ''}) for ${where} failed - error: connection refused, message: ""`;
    }
    return `cannot run handler: ${pod.metadata?.name}`;
  }
}
