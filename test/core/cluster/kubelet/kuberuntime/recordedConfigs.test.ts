import { describe, it } from 'vitest';
import { type RecordingSet, recordings } from '../../../../recordings/recordings';
import { Replay } from './replay';

describe.each<RecordingSet>(['own', 'v2', 'containerd', 'k1.18.2', 'more'])(
  'the configs that a real kubelet sent: %s',
  (set) => {
    it.each(recordings(set).map((recording) => [recording.name, recording] as const))('%s', (_name, recording) => {
      new Replay(recording).run();
    });
  },
);
