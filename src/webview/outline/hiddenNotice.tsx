import { hiddenHere, hideActors } from '../page/hiddenActors';
import { registerView } from '../page/views';
import { stageView } from '../page/store';
import { TextButton } from '../parts/buttons';

/** Says above the diagram that it leaves actors out. */
function HiddenNotice() {
  const { length } = hiddenHere.value;
  if (length === 0 || stageView.value !== 'diagram') return null;
  return (
    <div class="hidden-notice" role="status">
      {`${length} ${length === 1 ? 'actor' : 'actors'} hidden: `}
      <TextButton onClick={() => hideActors(hiddenHere.peek(), false)}>show</TextButton>
    </div>
  );
}

registerView({
  later: true,
  name: 'hiddenNotice',
  place: 'head',
  order: 70,
  View: HiddenNotice,
});
