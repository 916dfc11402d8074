import { FailureList } from './failureList';
import { Panes } from './panes';
import { PlacedViews } from './placedViews';

/** The page: what is above the panes, and the panes. */
export function PageLayout() {
  return (
    <>
      <header>
        <PlacedViews place="head" />
        <FailureList />
      </header>
      <main>
        <Panes />
      </main>
    </>
  );
}
