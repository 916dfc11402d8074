interface SingleSelectProps {
  class: string;
  /** Its name for who does not see it. */
  label: string;
  title: string;
  options: readonly { label: string; value: string }[];
  value: string;
  choose: (value: string) => void;
}

/** The browser's own list of which one is chosen, in the colours that VS Code has for lists. */
export function SingleSelect({ class: name, label, title, options, value, choose }: SingleSelectProps) {
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
