/** A running server: see vscodeServer.mjs. */
export interface Server {
  /** Without a slash at its end. */
  url: string;
  port: number;
  /** `data/Machine/settings.json` in it holds the settings. */
  dataFolder: string;
  /** What the server has printed so far. */
  log(): string;
  stop(): Promise<void>;
}
export interface ServerOptions {
  settings?: Record<string, unknown>;
  trustWorkspaces?: boolean;
  vsix?: string[];
  port?: number;
  keep?: string;
  env?: Record<string, string>;
}
export declare function whyNoServer(): string | undefined;
export declare function installServer(): { node: string; main: string };
export declare function node24Path(): string;
export declare function startServer(options?: ServerOptions): Promise<Server>;
export declare function workbenchUrl(
  server: { url: string },
  options: { folder?: string; file?: string; extension?: string; tests?: string },
): string;
