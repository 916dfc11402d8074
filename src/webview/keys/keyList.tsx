import { IconButton } from '../parts/buttons';
import { keyText } from '../parts/keys';
import { Modal } from '../parts/modal';
import { openDialog, state } from '../page/store';
import { registerView } from '../page/views';
import { useAnswers } from '../page/asking';
import type { KeyGroup } from '../../core/panel/keyTexts';

/** The host is asked for no keys in particular. */
const all: readonly string[] = ['all'];

/** All keys, over the page. */
function KeyList() {
  return state.value.dialog === 'keys' ? <KeyDialog /> : null;
}

function KeyDialog() {
  const groups = useAnswers('keys', all).get('all') ?? [];
  const close = (): void => openDialog(undefined);
  return (
    <Modal class="key-list" label="Keyboard shortcuts" close={close}>
      <div class="title-line">
        <h2>Keyboard shortcuts</h2>
        <IconButton icon="close" label="Close (Esc)" onClick={close} />
      </div>
      <div class="key-groups" tabIndex={0} role="group" aria-label="All keys">
        {groups.map((group) => (
          <Group key={group.title} {...group} />
        ))}
      </div>
    </Modal>
  );
}

function Group({ title, rows }: KeyGroup) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ does, keys }) => (
          <div key={does}>
            <dt>{keys.map((one, at) => [at > 0 && ' or ', <kbd key={one}>{keyText(one)}</kbd>])}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

registerView({
  later: true,
  name: 'keyList',
  place: 'head',
  order: 900,
  View: KeyList,
});
