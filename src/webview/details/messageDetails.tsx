import { computed } from '@preact/signals';
import { actorNames, type Message, type Trace } from '../../core/trace/trace';
import { CloseButton } from './closeButton';
import { FieldTree } from './fieldTree';
import { Icon, IconButton } from '../parts/buttons';
import { LetFail } from './letFail';
import { NarrationText } from './narrationText';
import { SourceMark, timing } from './sourceMark';
import { state, update } from '../page/store';
import { step } from '../page/walk';
import { wanted } from '../page/search';
import { tell } from '../page/vscodeApi';
import { withZeros } from '../../core/cri/zeroValues';
import { withKey } from '../parts/keys';
import type { FieldFeed } from '../../core/panel/protocol';

const fields = computed(() => state.value.fields);

interface MessageProps {
  /** All of it, whatever the level: the narration reads other messages, too. */
  trace: Trace;
  message: Message;
  feeds: readonly FieldFeed[];
}

/**
 * What the selected arrow is for, and what it carries: who called whom, when, with what, and what came back. Of a
 * simulated call everything is known: what it does not have (the request of a watch's news) was never sent.
 */
export function MessageDetails({ trace, message, feeds }: MessageProps) {
  const {
    id,
    method,
    protocol,
    outcome,
    request,
    response,
    simulatedRequest,
    evidence = [],
    warnings = [],
    source,
  } = message;
  const asked = simulatedRequest ?? request;
  return (
    <>
      <Head trace={trace} message={message} />
      <div key={id} class="sections">
        <NarrationText message={message} />
        {!outcome.ok && (
          <div class="failure" role="status">
            <Icon name="error" />
            <div>
              <strong>{outcome.code}</strong>
              <div class="failure-text">{outcome.text}</div>
            </div>
          </div>
        )}
        {warnings.map((warning) => (
          <div key={warning} class="failure warned" role="status">
            <Icon name="warning" />
            <div class="failure-text">{`Warning: ${warning}`}</div>
          </div>
        ))}
        {(asked !== undefined || source !== 'simulated') && (
          <Section
            title="Request"
            value={asked}
            message={id}
            feeds={feeds}
            isSimulated={simulatedRequest !== undefined}
          />
        )}
        {response !== undefined && (
          <Section
            title="Response"
            value={protocol === 'CRI' ? withZeros(method, response) : response}
            message={id}
            feeds={[]}
            isSimulated={false}
          />
        )}
        {evidence.length > 0 && <Evidence evidence={evidence} />}
      </div>
    </>
  );
}

function Head({ trace, message }: { trace: Trace; message: Message }) {
  const { method, from, to, node, protocol, subject } = message;
  const about = [subject?.pod, subject?.container].filter((part) => part !== undefined).join(' / ');
  return (
    <header>
      <div class="title-line">
        <h2>{method}</h2>
        <div class="actions">
          <LetFail message={message} />
          <IconButton
            icon="arrow-up"
            label={withKey('Previous call', 'diagram', 'previous')}
            onClick={() => step(-1)}
          />
          <IconButton icon="arrow-down" label={withKey('Next call', 'diagram', 'next')} onClick={() => step(1)} />
          <CloseButton />
        </div>
      </div>
      <div class="meta">
        <span class="route">{actorNames([from, to], node).join(' → ')}</span>
        <span class="protocol">{protocol}</span>
        <SourceMark message={message} />
        <span class="timing">{timing(message, trace.start)}</span>
        {about !== '' && <span class="about">{about}</span>}
      </div>
    </header>
  );
}

/** What is not true of a request that is simulated for an observed call. */
const madeUp =
  'What the kubelet makes of the pod as it is stored. No event tells what only the node knew: ids, image digests, the user of an image, values of ConfigMaps, volumes behind claims, addresses of Services.';

interface SectionProps {
  title: 'Request' | 'Response';
  value: unknown;
  /** The message's id. */
  message: string;
  feeds: readonly FieldFeed[];
  isSimulated: boolean;
}

function Section({ title, value, message, feeds, isSimulated }: SectionProps) {
  const isObject = typeof value === 'object' && value !== null;
  const keyOf = (path: string): string => `${message} ${title} ${path}`;
  return (
    <section>
      <div class="section-head">
        <h3>{title}</h3>
        {isSimulated && <span class="source simulated">simulated</span>}
        {isObject && (
          <IconButton
            icon="copy"
            label={`Copy the ${title.toLowerCase()} as JSON`}
            onClick={() => void navigator.clipboard.writeText(JSON.stringify(value, undefined, 2))}
          />
        )}
      </div>
      {isSimulated && <p class="known">{madeUp}</p>}
      {value === undefined || value === null || (isObject && Object.keys(value).length === 0) ? (
        <div class="empty">{value === undefined ? 'not recorded' : 'empty message'}</div>
      ) : (
        <FieldTree
          label={title}
          value={value}
          feeds={feeds}
          reveal={({ steps }) => tell({ type: 'reveal', steps })}
          folded={(path) => fields.value.get(keyOf(path))}
          wanted={wanted.value}
          fold={(path, isOpen) =>
            update((was) => ({ ...was, fields: new Map([...was.fields, [keyOf(path), isOpen]]) }))
          }
        />
      )}
    </section>
  );
}

function Evidence({ evidence }: { evidence: NonNullable<Message['evidence']> }) {
  return (
    <section>
      <div class="section-head">
        <h3>Evidence</h3>
      </div>
      <ul class="evidence">
        {evidence.map(({ what, text }, at) => (
          <li key={at}>
            <span class="what">{what}</span>
            {text !== undefined && <span class="text">{text}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
