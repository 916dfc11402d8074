import { drawn, stageView } from '../page/store';
import { IconButton } from '../parts/buttons';
import { registerView } from '../page/views';
import { showPage } from '../page/pages';
import { withKey } from '../parts/keys';

/** Which part of a long diagram is drawn. */
function Pager() {
  const { page = 0, pages = 1 } = drawn.value ?? {};
  if (pages < 2 || stageView.value !== 'diagram') return null;
  return (
    <div class="pager">
      <IconButton
        icon="arrow-left"
        label={withKey('Earlier calls', 'anywhere', 'earlier')}
        onClick={() => showPage(Math.max(0, page - 1))}
      />
      <span class="page" role="status">{`part ${page + 1} of ${pages}`}</span>
      <IconButton
        icon="arrow-right"
        label={withKey('Later calls', 'anywhere', 'later')}
        onClick={() => showPage(Math.min(pages - 1, page + 1))}
      />
    </div>
  );
}

registerView({
  later: true,
  name: 'pager',
  place: 'toolbar',
  order: 20,
  View: Pager,
});
