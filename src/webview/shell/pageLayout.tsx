import { FailureList } from './failureList';
import { Panes } from './panes';
import { titleNow } from '../page/failures';
import { PlacedViews } from './placedViews';

/** The page: what is above the panes, and the panes. */
export function PageLayout() {
  return (
    <>
      <header>
        <h1 class="only-read">{titleNow.value}</h1>
        <PlacedViews place="head" />
        <FailureList />
      </header>
      <main>
        <Panes />
      </main>
    </>
  );
}
