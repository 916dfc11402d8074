import { imageNameOf } from '../../componentHelpers/imageName';
import { code, words, type Runs } from '../../textRuns';
import { isMap } from '../../isMap';
import { containerOf, type FactContext } from './factContext';

/** Why a text is no image (distribution/reference, which the kubelet and the runtimes use); undefined for one that is. */
export function imageMistake(image: string): Runs | undefined {
  if (image === '' || image.includes('{{') || imageNameOf(image)) return undefined;
  const end = 'the kubelet waits with InvalidImageName';
  const [scheme] = /^[a-z]+:\/\//i.exec(image) ?? [];
  if (scheme !== undefined) return words`An image has no scheme: leave ${code(scheme)} out, or ${end}.`;
  if (/[A-Z]/.test(image.split(/[:@]/)[0] ?? '')) return words`A repository has only lower case letters, or ${end}.`;
  if (image.endsWith(':')) return words`The tag after the colon is missing: ${end}.`;
  return words`This is not an image name that a runtime can read: ${end}.`;
}

/**
 * The variables that a variable's value takes and that are defined below it: a reference stays text unless what it names
 * stands before (pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, 1.37).
 */
export function lateVariables(context: FactContext): Runs | undefined {
  const written: unknown = containerOf(context)?.env;
  const env = (Array.isArray(written) ? written : []).map((one: unknown): { name?: unknown; value?: unknown } =>
    isMap(one) ? one : {},
  );
  const own = context.path.find((step, i) => typeof step === 'number' && context.path[i - 1] === 'env');
  const value: unknown = typeof own === 'number' ? env[own]?.value : undefined;
  if (typeof own !== 'number' || typeof value !== 'string') return undefined;
  // `$$` stands for a dollar sign (Expand, third_party/forked/golang/expansion/expand.go, 1.37).
  const taken = [...value.matchAll(/\$\$|\$\(([^()]+)\)/g)].flatMap(([, name]) => name ?? []);
  const at = (name: string): number[] => env.flatMap((one, i) => (one.name === name ? i : []));
  const late = taken.filter((name) => at(name).length > 0 && at(name).every((i) => i > own));
  const [first] = late;
  if (first === undefined) return undefined;
  return words`${code(late.join(', '))} ${late.length === 1 ? 'is' : 'are'} defined below: ${code(`$(${first})`)} stays as written. Put the definition before it.`;
}
