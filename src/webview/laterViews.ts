// The views that come once the first state is drawn; each registers itself.
import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-split-layout/index.js';
import './actors/actorCard';
import './assumed/assumedList';
import './details/detailsView';
import './head/levelSelect';
import './head/pager';
import './head/viewSwitch';
import './head/walkBar';
import './moment/stateView';
import './outcome/outcomeView';
import './outcome/strictAgain';
import './pods/podList';
import './pods/podSelect';
import './story/storyView';
import './timeline/timelineView';
