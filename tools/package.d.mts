export declare function packageExtension(address?: string): string;
export declare function packagedFiles(): string[];
/** The path of a Node of version 22 or later. */
export declare function newNode(): string;
