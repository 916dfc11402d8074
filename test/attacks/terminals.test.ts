import { beforeEach, expect, test, vi } from 'vitest';
import { kubectl } from '../../src/core/diagnosis/facts/suggestedCommand';
import { runInTerminal } from '../../src/host/shown/terminals';

interface Terminal {
  name: string;
  exitStatus?: { code: number };
  sent: string[];
  show: () => void;
  sendText: (text: string) => void;
  dispose: () => void;
}

const { terminals } = vi.hoisted(() => ({ terminals: [] as Terminal[] }));

vi.mock('vscode', () => ({
  window: {
    terminals,
    createTerminal({ name }: { name: string }): Terminal {
      const sent: string[] = [];
      const terminal: Terminal = {
        name,
        sent,
        show: () => undefined,
        sendText: (text) => sent.push(text),
        dispose: () => terminals.splice(terminals.indexOf(terminal), 1),
      };
      terminals.push(terminal);
      return terminal;
    },
  },
}));

const follow = kubectl`get pods`;

beforeEach(() => void terminals.splice(0));

test('a command is typed into no program that runs in a terminal', () => {
  if (!follow) throw new Error('no command');
  runInTerminal(follow, { PATH: '/bin' });
  runInTerminal(follow, { PATH: '/bin' });
  expect(terminals.map(({ sent }) => sent.length)).toEqual([1, 1]);
});

test('a terminal of ours whose shell has ended is closed, and no other', () => {
  if (!follow) throw new Error('no command');
  runInTerminal(follow, {});
  runInTerminal(follow, {});
  for (const terminal of terminals) terminal.exitStatus = { code: 0 };
  terminals.push({ ...terminals[0]!, name: 'bash' });
  runInTerminal(follow, {});
  expect(terminals.map(({ name, exitStatus }) => [name, exitStatus?.code])).toEqual([
    ['bash', 0],
    ['Pod Startup', undefined],
  ]);
});
