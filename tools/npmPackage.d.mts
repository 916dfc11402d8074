export declare function packTerminal(): string;
