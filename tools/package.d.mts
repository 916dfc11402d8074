export declare function packageExtension(): string;
export declare function packagedFiles(): string[];
