import { IconButton } from '../parts/buttons';
import { keys, keyText, type Key, type KeyPlace } from '../parts/keys';
import { knownKeys } from '../../core/knownKeys';
import { Modal } from '../parts/modal';
import { openDialog, state } from '../page/store';
import { registerView } from '../page/views';
import { editorKeys } from './editorKeys';

/** Where keys work, as a heading of the list; in its order. */
const titles: Readonly<Record<KeyPlace, string>> = {
  anywhere: 'Anywhere in the panel',
  diagram: 'In the diagram',
  actors: "On the actors' heads",
  phases: 'On the heading of a phase',
  outline: 'In the outline',
  chips: 'On what is not as usual',
  comparison: 'In a comparison',
  story: 'In the story',
  timeline: 'Where the time went',
  pods: 'In the list of pods',
  details: 'In the details',
  fields: 'On a field of a request or a response',
  border: 'On the border of the details',
  search: 'In the search',
  presenter: 'While presenting',
  menu: 'In a menu',
  dialog: 'In a dialog',
};

/** All keys, over the page. */
function KeyList() {
  if (state.value.dialog !== 'keys') return null;
  const close = (): void => openDialog(undefined);
  return (
    <Modal class="key-list" label="Keyboard shortcuts" close={close}>
      <div class="title-line">
        <h2>Keyboard shortcuts</h2>
        <IconButton icon="close" label="Close (Esc)" onClick={close} />
      </div>
      <div class="key-groups" tabIndex={0} role="group" aria-label="All keys">
        <KeyGroup title="In VS Code, unless you changed them" rows={editorKeys} />
        {knownKeys(titles).map((place) => (
          <KeyGroup key={place} title={titles[place]} rows={Object.values(keys[place])} />
        ))}
      </div>
    </Modal>
  );
}

function KeyGroup({ title, rows }: { title: string; rows: readonly Key[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ does, keys: all }) => (
          <div key={does}>
            <dt>{all.map((one, at) => [at > 0 && ' or ', <kbd key={one}>{keyText(one)}</kbd>])}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

registerView({
  name: 'keyList',
  place: 'head',
  order: 900,
  failed: () => 'The keyboard shortcuts cannot be listed',
  View: KeyList,
});
