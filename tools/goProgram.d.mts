export declare function goProgram(
  module: string,
): { path: string; missing?: undefined } | { path?: undefined; missing: string };
