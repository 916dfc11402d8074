/** A field that the API server does not accept (k8s.io/apimachinery/pkg/util/validation/field/errors.go, 0.37). */
export interface FieldError {
  type:
    | 'Invalid value'
    | 'Required value'
    | 'Duplicate value'
    | 'Not found'
    | 'Unsupported value'
    | 'Forbidden'
    | 'Too long'
    | 'Too many'
    | 'Too few'
    | 'Too short'
    | 'Internal error';
  /** `spec.containers[0].name` */
  path: string;
  /** The value as the message shows it, already formatted; absent where the message shows none. */
  value?: string;
  /** The value as servers before 1.34 showed it, where that is something else. */
  goValue?: string;
  detail?: string;
}

/** The error as the message says it: `spec.containers[1].name: Duplicate value: "app"`. */
export function fieldErrorText({ type, path, value, detail }: FieldError): string {
  const text = value === undefined ? `${path}: ${type}` : `${path}: ${type}: ${value}`;
  return detail ? `${text}: ${detail}` : text;
}
