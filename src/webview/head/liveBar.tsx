import type { ComponentChildren } from 'preact';
import type { LiveState } from '../../core/panel/protocol';
import { panel } from '../page/store';
import { registerView } from '../page/views';
import { withKey } from '../parts/keys';
import { tell } from '../page/vscodeApi';
import { TextButton } from '../parts/buttons';

/** The line above an observed diagram: whether it is being watched, and what may not be read. */
function LiveBar() {
  const shown = panel.value;
  if (shown?.kind === 'saved') return <Bar status="ended" text={shown.from} notRead={shown.leftOut} />;
  if (shown?.kind !== 'watched') return null;
  const { status, text, denied } = shown.live;
  const hasEnded = status === 'ended';
  return (
    <Bar status={status} text={text} notRead={denied}>
      <TextButton
        title={withKey(hasEnded ? 'Watch again' : 'Stop watching', 'anywhere', 'watch')}
        onClick={() => tell({ type: hasEnded ? 'watchAgain' : 'stopWatching' })}
      >
        {hasEnded ? 'Watch again' : 'Stop'}
      </TextButton>
    </Bar>
  );
}

interface BarProps {
  status: LiveState['status'];
  text: string;
  notRead: readonly string[];
  children?: ComponentChildren;
}

function Bar({ status, text, notRead, children }: BarProps) {
  return (
    <div class="live" role="status" data-status={status}>
      <span class="dot" aria-hidden="true" />
      <span class="text">{text}</span>
      {children}
      {notRead.map((what) => (
        <div key={what} class="denied">{`Not read: ${what}`}</div>
      ))}
    </div>
  );
}

registerView({
  name: 'live',
  place: 'head',
  order: 30,
  View: LiveBar,
});
