import { encode } from 'js-base64';
import { enumNumbers, goFields } from '../cri/goFields';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';

/** How crictl reads fields of type bytes: as base64 from 1.36 on, and as text before, when api.proto had text there. */
export type BytesForm = 'base64' | 'text';

/**
 * A message of the CRI as Go's encoding/json writes it, which is what crictl reads from files: 64-bit integers and enums are
 * numbers (cmd/crictl/util.go loadContainerConfig and loadPodSandboxConfig, cri-tools 1.34).
 * @param message the name of the message's type: `ContainerConfig`
 * @param asBase64 what stands for a text where bytes are base64; without it, its base64
 */
export function goJson(message: string, value: object, bytes: BytesForm, asBase64 = encode): string {
  const write = (type: string | undefined, one: unknown, indent: string): string => {
    if (Array.isArray(one))
      return inside(
        '[',
        ']',
        indent,
        one.map((item) => write(type, item, `${indent}  `)),
      );
    if (isMap(one)) {
      const fields = type === undefined ? undefined : entryOf(goFields, type);
      const lines = Object.entries(one)
        .filter(([, entry]) => entry !== undefined)
        // The entries of a map have no names of fields.
        .map(
          ([name, entry]) => `${JSON.stringify(name)}: ${write(fields && entryOf(fields, name), entry, `${indent}  `)}`,
        );
      return inside('{', '}', indent, lines);
    }
    return scalar(type, one);
  };
  const scalar = (type: string | undefined, one: unknown): string => {
    if (typeof one !== 'string') return JSON.stringify(one) ?? 'null';
    if (type === 'int64' || type === 'uint64') return /^-?\d+$/.test(one) ? one : '0';
    if (type === 'bytes') return JSON.stringify(bytes === 'base64' ? asBase64(one) : one);
    const numbers = type === undefined ? undefined : entryOf(enumNumbers, type);
    return numbers ? String(entryOf(numbers, one) ?? 0) : JSON.stringify(one);
  };
  return `${write(message, value, '')}\n`;
}

function inside(open: string, close: string, indent: string, lines: readonly string[]): string {
  return lines.length === 0
    ? open + close
    : `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`;
}
