import { serve } from './cli/mcp/server';
import { version } from './cli/version';

// What the extension offers assistants, started by the editor: the terminal's `mcp` without flags.
await serve({}, version());
