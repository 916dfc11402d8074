/** How many results are kept; with one more all are forgotten, which costs little and bounds the memory. */
const most = 1000;

/**
 * The function with its results kept by the text they were made from: the same few amounts and names stand in most
 * manifests, and are read over and over. Results must not be changed. What throws is not kept.
 */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = make(text);
      if (known.size >= most) known.clear();
      known.set(text, result);
    }
    return result;
  };
}
