#!/usr/bin/env node
// Stands in for kubectl: answers as `rules.json` beside it says, and writes its calls to `calls.jsonl`.
// A rule is taken by the first call whose arguments, joined by spaces, match its `args` and that is within its `times`:
//   { args: REGEXP, times?: N, lines?: [{ afterMs?, text }], repeat?, told?, stderr?, code?, hang?, deaf?, plugin? }
// `told` goes on with what is written to the file of that name; `hang` stays until it is ended, `deaf` also after SIGTERM; `plugin` leaves a child behind, as an exec plugin would.
const { appendFileSync, existsSync, readFileSync, watch } = require('node:fs');
const path = require('node:path');
const { spawn } = require('node:child_process');

const folder = path.dirname(process.argv[1]);
const args = process.argv.slice(2).join(' ');
const calls = path.join(folder, 'calls.jsonl');
const before = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').filter(Boolean).map(JSON.parse) : [];
const rules = JSON.parse(readFileSync(path.join(folder, 'rules.json'), 'utf8'));
const rule = rules.find(
  (each, index) =>
    new RegExp(each.args).test(args) && before.filter((call) => call.rule === index).length < (each.times ?? Infinity),
);
const input = /(?:^| )-f -(?: |$)/.test(args) ? readFileSync(0, 'utf8') : undefined;
appendFileSync(calls, `${JSON.stringify({ args, rule: rules.indexOf(rule), pid: process.pid, input })}\n`);

async function answer() {
  if (!rule) {
    process.stderr.write(`Error from server (NotFound): the fake has no rule for ${args}\n`);
    process.exitCode = 1;
    return;
  }
  if (rule.deaf) process.on('SIGTERM', () => undefined);
  if (rule.plugin) spawn('sleep', ['3600'], { stdio: 'inherit' });
  for (let round = 0; round < (rule.repeat ?? 1); round++)
    for (const { afterMs, text } of rule.lines ?? []) {
      if (afterMs) await new Promise((resolve) => setTimeout(resolve, afterMs));
      process.stdout.write(text);
    }
  if (rule.told) follow(path.join(folder, rule.told));
  if (rule.stderr) process.stderr.write(rule.stderr);
  process.exitCode = rule.code ?? 0;
  if (rule.hang) setInterval(() => undefined, 1000);
}

function follow(file) {
  let at = 0;
  const print = () => {
    const text = readFileSync(file, 'utf8');
    process.stdout.write(text.slice(at));
    at = text.length;
  };
  watch(file, print);
  print();
}
void answer();
