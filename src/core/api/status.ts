import type { KubernetesVersion } from '../release/kubernetesRelease';

/** How the API server refuses: the part of metav1.Status that people see. */
export interface ApiError {
  /** HTTP status code: 400, 403, 409, 422, … */
  code: number;
  /** metav1.StatusReason: BadRequest, Forbidden, AlreadyExists, Invalid, …; absent where the server gives none. */
  reason?: string;
  message: string;
  /** What was refused. */
  kind?: string;
  name?: string;
  /** Of a kind or version that is not served: the release that has it not. */
  release?: KubernetesVersion;
  /** The release of the kubelet alone, of which nobody knows the control plane: that of another release refuses. */
  kubelet?: KubernetesVersion;
  /** Each mistake by itself, as `details.causes` of a metav1.Status has them; exact about its place. */
  causes?: readonly ErrorCause[];
}

/** One of the mistakes for which an object is refused. */
export interface ErrorCause {
  /** `spec.containers[0].args[1]` */
  field: string;
  message: string;
  /** What the value is and has to be, as JSON names it (`string`, `number`, `boolean`, `array`, `object`). */
  misfit?: {
    is: string;
    should: string;
    /** Whether it is one without its quotes. */
    isUnquoted?: boolean;
  };
}

/** The code with the reason: `422 Invalid`. */
export function statusText({ code, reason }: ApiError): string {
  return reason ? `${code} ${reason}` : String(code);
}
