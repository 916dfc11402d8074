import { found, foundAt, goOn, searchedFor, typed } from '../page/search';
import { Icon, IconButton } from '../parts/buttons';
import { perform, withKey } from '../parts/keys';
import { registerView } from '../page/views';

/** Search in all that is shown: what is found is marked as it is typed, Enter and Shift+Enter walk over it. */
function SearchBox() {
  const text = searchedFor.value;
  const at = foundAt.value;
  const isSearching = text.trim() !== '';
  const count = found.value.length;
  const classes = ['search', isSearching && 'searching', isSearching && count === 0 && 'nothing'];
  return (
    <div class={classes.filter(Boolean).join(' ')} role="search">
      <Icon name="search" />
      <input
        type="search"
        placeholder="Find a call"
        aria-label="Find a call"
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => typed(currentTarget.value)}
        onKeyDown={(event) =>
          perform('search', event, { next: () => goOn(1), previous: () => goOn(-1), clear: () => typed('') })
        }
      />
      <span class="count" role="status">
        {!isSearching ? '' : count === 0 ? 'none' : at < 0 ? `${count}` : `${at + 1} of ${count}`}
      </span>
      <IconButton icon="arrow-up" label={withKey('Previous match', 'search', 'previous')} onClick={() => goOn(-1)} />
      <IconButton icon="arrow-down" label={withKey('Next match', 'search', 'next')} onClick={() => goOn(1)} />
    </div>
  );
}

registerView({
  name: 'search',
  place: 'toolbar',
  order: 0,
  View: SearchBox,
  focus: () => {
    const input = document.querySelector<HTMLInputElement>('.search input');
    input?.focus();
    input?.select();
  },
});
