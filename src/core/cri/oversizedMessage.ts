import { GrpcError } from './grpcError';

/** What containerd takes at most in one message, in bytes (`max_recv_message_size`, defaults/defaults.go, 2.3). */
export const longestMessage = 16 * 1024 * 1024;

/** A request that is larger than the runtime's server takes. What it would hold is not written out. */
export class OversizedMessage extends GrpcError {
  /** @param bytes what was counted when the limit was passed */
  constructor(bytes: number) {
    super('ResourceExhausted', `grpc: received message larger than max (${bytes} vs. ${longestMessage})`);
  }
}
