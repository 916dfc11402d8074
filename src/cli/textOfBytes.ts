/**
 * The text of a file as kubectl reads it: UTF-8, or UTF-16 where a byte order mark says so, as PowerShell's `>` writes it
 * (apimachinery/pkg/util/yaml and go.yaml.in/yaml/v2 readerc.go, 1.37).
 */
export function textOfBytes(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
