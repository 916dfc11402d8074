/** Several things of which one is chosen. */
export interface OneOf {
  class: string;
  /** Its name for who does not see it. */
  label: string;
  title: string;
  options: readonly { label: string; value: string }[];
  value: string;
  choose: (value: string) => void;
}

/** One of several, as entries of a menu. */
export function RadioEntries({ label, options, value, choose }: OneOf) {
  return (
    <div role="group" aria-label={label}>
      <div class="group-name" aria-hidden="true">
        {label}
      </div>
      {options.map((one) => (
        <button
          key={one.value}
          role="menuitemradio"
          aria-checked={one.value === value}
          onClick={() => choose(one.value)}
        >
          {one.label}
        </button>
      ))}
    </div>
  );
}
