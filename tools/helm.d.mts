/** The path of a helm 3, or why there is none. */
export function helmProgram(): { path: string; missing?: undefined } | { path?: undefined; missing: string };
