import { useContext } from 'preact/hooks';
import { InMenu } from './inMenu';
import { RadioEntries, type OneOf } from './radioEntries';

/** One of several: the browser's own list, or in a menu an entry for each. */
export function SingleSelect(props: OneOf) {
  return useContext(InMenu) ? <RadioEntries {...props} /> : <Select {...props} />;
}

/** The browser's own list of which one is chosen, in the colours that VS Code has for lists. */
function Select({ class: name, label, title, options, value, choose }: OneOf) {
  return (
    <select
      class={`select ${name}`}
      aria-label={label}
      title={title}
      value={value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}
