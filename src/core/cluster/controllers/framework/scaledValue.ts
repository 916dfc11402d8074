/**
 * A number of pods that is given as such, or as a share of them such as `25%`
 * (apimachinery/pkg/util/intstr GetScaledValueFromIntOrPercent, 0.37).
 *
 * @param of how many there are in all
 * @param round what becomes of a share of a pod
 */
export function scaledValue(value: number | string, of: number, round: (value: number) => number): number {
  return typeof value === 'string' ? round((Number.parseInt(value, 10) * of) / 100) : value;
}
