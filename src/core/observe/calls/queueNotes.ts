import type { Note } from '../../trace/trace';
import { valueAt } from '../../path';
import { inOrder } from '../evidence/eventSeries';
import { momentOf } from '../evidence/interval';
import type { PodEvidence } from '../evidence/podEvidence';
import { readPulled } from '../../trace/pulledMessage';

/** What a kubelet's configuration says of pulling images. */
export interface PullSettings {
  serializeImagePulls?: boolean;
  maxParallelImagePulls?: number;
}

/** Milliseconds of waiting that are worth a word. */
const longWait = 500;

/** Reads them out of what `/configz` answers. */
export function pullSettings(configz: unknown): PullSettings {
  const config = valueAt(configz, ['kubeletconfig']);
  const [serialized, parallel] = ['serializeImagePulls', 'maxParallelImagePulls'].map((name) =>
    valueAt(config, [name]),
  );
  return {
    ...(typeof serialized === 'boolean' && { serializeImagePulls: serialized }),
    ...(typeof parallel === 'number' && { maxParallelImagePulls: parallel }),
  };
}

/** How many images a node pulls at once; undefined where its settings do not tell. */
export function pullsAtOnce({ serializeImagePulls, maxParallelImagePulls }: PullSettings = {}): number | undefined {
  return serializeImagePulls === true ? 1 : serializeImagePulls === false ? maxParallelImagePulls : undefined;
}

/** Says of each pull that waited for others why it did: how many the node pulls at once. */
export function queueNotes(evidence: PodEvidence, settings: PullSettings | undefined): Note[] {
  const atOnce = pullsAtOnce(settings);
  if (!settings || !atOnce) return [];
  const setting = settings.serializeImagePulls
    ? 'one image at a time (serializeImagePulls: true)'
    : `at most ${atOnce} images at once (maxParallelImagePulls: ${atOnce})`;
  const occurrences = [...evidence.occurrences('containers'), ...evidence.occurrences('pod')];
  return inOrder(occurrences).flatMap(({ event, at }): Note[] => {
    if (event.reason !== 'Pulled') return [];
    const { image, pull, withWaiting } = readPulled(event.message ?? '');
    if (pull === undefined || withWaiting === undefined || withWaiting - pull < longWait) return [];
    const began = momentOf({ earliest: at.earliest - withWaiting, latest: at.latest - withWaiting });
    if (!began) return [];
    const waited = ((withWaiting - pull) / 1000).toFixed(1);
    return [
      {
        over: ['kubelet'],
        text: `${image} waited ${waited} s for other pulls: the node pulls ${setting}`,
        at: began,
        source: 'observed',
      },
    ];
  });
}
