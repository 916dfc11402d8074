import { level } from '../page/store';
import { registerView } from '../page/views';
import { showLevel } from '../page/pages';
import { SingleSelect } from '../parts/singleSelect';
import { levels, type Level } from '../../core/trace/level';

const names: Readonly<Record<Level, string>> = { 1: 'Main steps', 2: 'CRI', 3: 'Everything' };
const options = levels.map((one) => ({ label: names[one], value: String(one) }));

/** In how much detail the start is shown. */
function LevelSelect() {
  return (
    <SingleSelect
      class="level-select"
      label="Level of detail"
      title="How much of the start is shown: its main steps, the container runtime's calls too, or everything"
      options={options}
      value={String(level.value)}
      choose={(value) => {
        const chosen = levels.find((one) => String(one) === value);
        if (chosen) showLevel(chosen);
      }}
    />
  );
}

registerView({
  later: true,
  name: 'levelSelect',
  place: 'toolbar',
  order: 5,
  View: LevelSelect,
});
