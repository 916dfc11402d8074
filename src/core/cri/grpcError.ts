/** An error of a CRI call, as gRPC carries it. */
export class GrpcError extends Error {
  override readonly name = 'GrpcError';

  /**
   * @param code gRPC's name for it: NotFound, Unknown, DeadlineExceeded, …
   * @param desc what the server said; what the kubelet shows in events about containers
   */
  constructor(
    readonly code: string,
    readonly desc: string,
  ) {
    super(`rpc error: code = ${code} desc = ${desc}`);
  }
}

const codes = [
  'OK', 'Canceled', 'Unknown', 'InvalidArgument', 'DeadlineExceeded', 'NotFound', 'AlreadyExists', 'PermissionDenied',
  'ResourceExhausted', 'FailedPrecondition', 'Aborted', 'OutOfRange', 'Unimplemented', 'Internal', 'Unavailable',
  'DataLoss', 'Unauthenticated',
]; // prettier-ignore

/** gRPC's name for a code written as `NOT_FOUND`, `CANCELLED` or `NotFound`; Unknown for anything else. */
export function grpcCode(written: string | undefined): string {
  const plain = (written ?? '').replaceAll('_', '').toLowerCase().replace('cancelled', 'canceled');
  return codes.find((code) => code.toLowerCase() === plain) ?? 'Unknown';
}
