/**
 * The innermost of errors that are wrapped in one another, which is what went wrong: without `rpc error: code = …
 *  desc = `, and of long ones the last parts.
 */
export function innermost(message: string | undefined): string {
  const text = (message ?? '')
    .trim()
    .replaceAll(/rpc error: code = \w+ desc = /g, '')
    .replace(/^MountVolume\.\w+ failed for volume "[^"]+" : /, '')
    .replace(/^Error: /, '');
  let rest = text;
  for (let cut = rest.indexOf(': '); rest.length > 200 && cut >= 0; cut = rest.indexOf(': '))
    rest = rest.slice(cut + 2);
  return rest.length === text.length ? text : `…: ${rest}`;
}
