export declare const cacheFolder: string;
export declare function packagesFolder(name: string, packages: readonly string[]): string;
