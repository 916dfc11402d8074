import { useEffect, useRef } from 'preact/hooks';
import { found, foundAt, goOn, searchedFor, typed } from '../page/search';
import { Icon, IconButton } from '../parts/buttons';

/** Search in all that is shown: what is found is marked as it is typed, Enter and Shift+Enter walk over it. */
export function SearchBox() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const isFind = (event.ctrlKey || event.metaKey) && event.key === 'f';
      if (!isFind && (event.key !== '/' || event.target instanceof HTMLInputElement)) return;
      input.current?.focus();
      input.current?.select();
      event.preventDefault();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
  const text = searchedFor.value;
  const at = foundAt.value;
  const isSearching = text.trim() !== '';
  const count = found.value.length;
  const classes = ['search', isSearching && 'searching', isSearching && count === 0 && 'nothing'];
  return (
    <div class={classes.filter(Boolean).join(' ')} role="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        placeholder="Find a call"
        aria-label="Find a call"
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => typed(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') goOn(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') typed('');
          else return;
          event.preventDefault();
        }}
      />
      <span class="count" role="status">
        {!isSearching ? '' : count === 0 ? 'none' : at < 0 ? `${count}` : `${at + 1} of ${count}`}
      </span>
      <IconButton icon="arrow-up" label="Previous match (Shift+Enter)" onClick={() => goOn(-1)} />
      <IconButton icon="arrow-down" label="Next match (Enter)" onClick={() => goOn(1)} />
    </div>
  );
}
