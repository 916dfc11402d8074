import { ofCluster } from '../../core/circumstances/ofCluster';
import { expectedStartOf } from '../../core/explain/difference/expectedStart';
import { SimulatedRequests } from '../../core/explain/requests/simulatedRequests';
import type { Observation } from '../../core/observe/observation';
import { startFile } from '../../core/observe/startFile';
import { findings } from '../../core/panel/findings';
import { inParts } from '../inParts';
import { simulationSettings } from '../settings';
import type { SavedSource } from './savedPanel';

/** What a panel shows of an observation that was read from files of a name. */
export function savedSource(name: string, observation: Observation): SavedSource {
  const trace = observation.trace();
  const { pods } = observation;
  const found = findings(trace);
  const requests = new SimulatedRequests(simulationSettings());
  return {
    title: `Start in ${name}`,
    from: `As ${name} tells it`,
    leftOut: [
      ...observation.unread,
      ...observation.leftOut,
      ...observation.strayLogs.map((log) => `${log}, a log of which container`),
    ],
    start: {
      shown: { trace, findings: found },
      expected: () => {
        const simulated = expectedStartOf(
          pods.map(({ pod }) => pod),
          ofCluster(simulationSettings(), pods[0]?.release ?? {}),
        );
        return simulated.view.errors.length === 0 ? simulated : undefined;
      },
      completed: async () => {
        await inParts(requests.simulating(pods));
        return { trace: requests.addedTo(trace, pods), findings: found };
      },
      saved: () => startFile(observation),
    },
  };
}
