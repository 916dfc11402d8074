import { allPods } from '../page/pageState';
import { choosePod } from '../page/pods';
import { drawn } from '../page/store';
import { registerView } from '../page/views';
import { SingleSelect } from '../parts/singleSelect';

/** Whose start is shown, where there are several pods. */
function PodSelect() {
  const { pods = [], pod = allPods } = drawn.value ?? {};
  if (pods.length < 2) return null;
  const all = { label: `all ${pods.length} pods`, value: allPods };
  return (
    <SingleSelect
      class="pod-select"
      label="Pod"
      title="Whose start is shown"
      options={[all, ...pods.map((name) => ({ label: name, value: name }))]}
      value={pod}
      choose={choosePod}
    />
  );
}

registerView({
  later: true,
  name: 'podSelect',
  place: 'toolbar',
  order: 10,
  View: PodSelect,
});
