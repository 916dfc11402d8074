import { version } from './cli/version';

// The MCP server as the editor starts it: what of the terminal's program goes with the extension.
const { serve } = await import('./cli/mcp/server');
await serve({}, version());
