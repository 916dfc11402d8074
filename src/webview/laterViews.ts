// The views that come once the first state is drawn; each registers itself.
import './actors/actorCard';
import './assumed/assumedList';
import './details/detailsView';
import './head/levelSelect';
import './head/pager';
import './head/viewSwitch';
import './head/walkBar';
import './moment/stateView';
import './outcome/outcomeView';
import './pods/podList';
import './pods/podSelect';
import './story/storyView';
import './timeline/timelineView';
