import type { Message, Trace } from '../trace/trace';
import { cniNarration } from './cniTexts';
import { criNarration } from './criTexts';
import { httpNarration } from './httpTexts';
import type { Narration } from './narration';
import { ociNarration } from './ociTexts';
import { probeNarration } from './probeTexts';
import { processNarration } from './processTexts';
import { registryNarration } from './registryTexts';
import { sceneOf } from './scene';

/** What a message of a trace is for, why it comes now, and what follows from it. */
export function narrate(trace: Trace, message: Message): Narration {
  const scene = sceneOf(trace, message);
  switch (message.protocol) {
    case 'HTTP':
      return httpNarration(scene);
    case 'CRI':
      return criNarration(scene);
    case 'CNI':
      return cniNarration(scene);
    case 'registry':
      return registryNarration(scene);
    case 'OCI':
      return ociNarration(scene);
    case 'probe':
      return probeNarration(scene);
    case 'process':
      return processNarration(scene);
  }
}
