import { PlacedViews } from './placedViews';
import { registerView } from '../page/views';

/** What is said about the start: it scrolls by itself, so that however much it is, the diagram has room. */
registerView({
  name: 'about',
  place: 'head',
  order: 11,
  View: () => (
    <div class="about">
      <PlacedViews place="about" />
    </div>
  ),
});
