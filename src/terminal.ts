#!/usr/bin/env node
import { version } from './cli/version';
import { print } from './cli/print';

// The terminal's entry: the version is told before anything else is loaded.
const [first, ...more] = process.argv.slice(2);
if (first === '--version' && more.length === 0) print(`${version()}\n`);
else await import('./cli');
