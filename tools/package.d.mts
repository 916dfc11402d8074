export declare function packageExtension(address?: string): string;
export declare function packagedFiles(): string[];
