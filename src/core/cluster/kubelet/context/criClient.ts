import type * as cri from '../../../cri/types';
import { GrpcError } from '../../../cri/grpcError';
import type { OversizedMessage } from '../../../cri/oversizedMessage';
import type { SimulatedRuntime } from '../../runtime/simulatedRuntime';
import type { Task } from '../../../virtualClock';
import type { CriCallOf, CriMethod } from '../../../cri/criCall';
import type { KubeletBecause } from '../../../trace/because';
import type { CriMethods } from '../../../cri/criMethods';

/** A call with the node on which it is made, the pod that it is for, and why it is made. */
export type RecordedCall = { [M in CriMethod]: CriCallOf<M> & CallPlace }[CriMethod];

interface CallPlace {
  node: string;
  namespace: string;
  pod: string;
  container?: string;
  because: KubeletBecause;
}

/** The kubelet's side of RuntimeService and ImageService for one pod: passes calls on and records each with its times. */
export class CriClient {
  constructor(
    readonly runtime: SimulatedRuntime,
    readonly calls: RecordedCall[],
    readonly node: string,
    readonly namespace: string,
    readonly pod: string,
  ) {}

  runPodSandbox(request: cri.RunPodSandboxRequest, because: KubeletBecause): Task<cri.RunPodSandboxResponse> {
    return this.#record('RunPodSandbox', request, because, this.runtime.runPodSandbox(request));
  }
  podSandboxStatus(request: cri.PodSandboxStatusRequest, because: KubeletBecause): Task<cri.PodSandboxStatusResponse> {
    return this.#record('PodSandboxStatus', request, because, this.runtime.podSandboxStatus(request));
  }
  stopPodSandbox(request: cri.StopPodSandboxRequest, because: KubeletBecause): Task<cri.StopPodSandboxResponse> {
    return this.#record('StopPodSandbox', request, because, this.runtime.stopPodSandbox(request));
  }
  removePodSandbox(request: cri.RemovePodSandboxRequest, because: KubeletBecause): Task<cri.RemovePodSandboxResponse> {
    return this.#record('RemovePodSandbox', request, because, this.runtime.removePodSandbox(request));
  }
  /** @param oversized the server's answer where the request, of which only the head is given, is too large for it */
  createContainer(
    request: cri.CreateContainerRequest,
    because: KubeletBecause,
    oversized?: OversizedMessage,
  ): Task<cri.CreateContainerResponse> {
    const answer = oversized ? failing(oversized) : this.runtime.createContainer(request);
    return this.#record('CreateContainer', request, because, answer, request.config?.metadata?.name);
  }
  startContainer(id: string, container: string, because: KubeletBecause): Task<cri.StartContainerResponse> {
    const request = { container_id: id };
    return this.#record('StartContainer', request, because, this.runtime.startContainer(request), container);
  }
  stopContainer(
    id: string,
    timeout: number,
    container: string,
    because: KubeletBecause,
  ): Task<cri.StopContainerResponse> {
    const request = { container_id: id, ...(timeout !== 0 && { timeout: String(timeout) }) };
    return this.#record('StopContainer', request, because, this.runtime.stopContainer(request), container);
  }
  removeContainer(id: string, container: string, because: KubeletBecause): Task<cri.RemoveContainerResponse> {
    const request = { container_id: id };
    return this.#record('RemoveContainer', request, because, this.runtime.removeContainer(request), container);
  }
  execSync(
    id: string,
    cmd: string[],
    timeout: number,
    container: string,
    because: KubeletBecause,
  ): Task<cri.ExecSyncResponse> {
    const request = { container_id: id, cmd, ...(timeout !== 0 && { timeout: String(timeout) }) };
    const answer = this.runtime.execSync(request, because.type === 'probe');
    return this.#record('ExecSync', request, because, answer, container);
  }
  imageStatus(
    request: cri.ImageStatusRequest,
    because: KubeletBecause,
    container?: string,
  ): Task<cri.ImageStatusResponse> {
    return this.#record('ImageStatus', request, because, this.runtime.imageStatus(request), container);
  }
  pullImage(request: cri.PullImageRequest, because: KubeletBecause, container?: string): Task<cri.PullImageResponse> {
    return this.#record('PullImage', request, because, this.runtime.pullImage(request), container);
  }

  *#record<M extends CriMethod>(
    method: M,
    request: CriMethods[M]['request'],
    because: KubeletBecause,
    task: Task<CriMethods[M]['response']>,
    container?: string,
  ): Task<CriMethods[M]['response']> {
    const call: CriCallOf<M> & CallPlace = {
      start: this.runtime.clock.now(),
      end: this.runtime.clock.now(),
      method,
      request,
      node: this.node,
      namespace: this.namespace,
      pod: this.pod,
      ...(container !== undefined && { container }),
      because,
    };
    // TypeScript does not see that the call of some method is one of the calls of all.
    this.calls.push(call as RecordedCall);
    try {
      const response = yield* task;
      call.response = response;
      return response;
    } catch (error) {
      if (error instanceof GrpcError) call.error = { code: error.code, message: error.desc };
      throw error;
    } finally {
      call.end = this.runtime.clock.now();
    }
  }
}

// eslint-disable-next-line require-yield
function* failing(error: GrpcError): Task<never> {
  throw error;
}
