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
}

/** The code with the reason: `422 Invalid`. */
export function statusText({ code, reason }: ApiError): string {
  return reason ? `${code} ${reason}` : String(code);
}
