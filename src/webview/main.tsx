import './head/toolbar';
import './head/assumedToggle';
import './head/exportButton';
import './head/searchBox';
import './head/zoomButtons';
import './head/liveBar';
import './head/notices';
import './diagram/diagramPart';
import './keys/pageKeys';
import './timeline/timelineRoom';
import './laterViews';
import { render } from 'preact';
import { answered, marked, remembering } from './page/pageState';
import { catchTheRest, hostFailed } from './page/failures';
import { chooseExport } from './page/chooseExport';
import { focusView, showLaterViews } from './page/views';
import { givenWith, toldDiagram } from './page/askedDiagram';
import { goToMessage, step } from './page/walk';
import { keepFocus } from './page/keptFocus';
import { openDialog, show, stageView, startStore, update } from './page/store';
import { PageLayout } from './shell/pageLayout';
import { kept, tell } from './page/vscodeApi';
import type { HostToPanel } from '../core/panel/protocol';

function take(message: HostToPanel): void {
  switch (message.type) {
    case 'state':
      givenWith(message.diagram);
      void show(message.state).then(painted).then(showLaterViews);
      break;
    case 'diagram':
      toldDiagram(message.diagram);
      break;
    case 'mark':
      update((was) => marked(was, message.messages, message.line));
      break;
    case 'feeds':
      update((was) => ({ ...was, feeds: { message: message.message, feeds: message.feeds } }));
      break;
    case 'answers':
      update((was) => answered(was, message.answers));
      break;
    case 'select':
      goToMessage(message.message);
      break;
    case 'memento':
      update((was) => remembering(was, message.memento));
      break;
    case 'comparison':
      update((was) => ({ ...was, comparison: message.comparison }));
      break;
    case 'step':
      step(message.by);
      break;
    case 'askExport':
      chooseExport();
      break;
    case 'focus':
      focusView('diagram');
      focusView(stageView.peek());
      break;
    case 'present':
      openDialog('present');
      break;
    case 'withoutAssumed':
      update((was) => ({ ...was, answers: new Map([...was.answers, [message.id, message.text]]) }));
      break;
    case 'draw':
      update((was) => ({ ...was, asked: { ...message, kind: 'export' } }));
      break;
    case 'failed':
      hostFailed(message.message);
  }
}

/** Waits until the diagram is seen; a page that nobody sees is not painted, and is done at once. */
function painted(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

catchTheRest();
startStore();
keepFocus();
const page = document.createElement('div');
page.className = 'page-root';
document.querySelector('.unloaded')?.remove();
document.body.append(page);
render(<PageLayout />, page);
window.addEventListener('message', ({ data }: MessageEvent<HostToPanel>) => take(data));
const brought = document.querySelector('#brought')?.textContent;
// A page that was there before shows what the host has now.
const hasState = brought !== undefined && brought !== null && kept() === undefined;
if (hasState) take(JSON.parse(brought));
// Now, not when the host has heard that the page is there: what is typed until then would be lost.
if (hasState && document.body.dataset['focus'] !== undefined) setTimeout(() => take({ type: 'focus' }));
tell({ type: 'ready', hasState });
