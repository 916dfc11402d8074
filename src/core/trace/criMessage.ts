import type { CriMethod } from '../cri/criCall';
import { criServices, type CriMethods } from '../cri/criMethods';
import type { Message } from './trace';

/** A message between a kubelet and its runtime: `message.method` tells the types of its request and response. */
export type CriMessage = {
  [M in CriMethod]: Message & {
    protocol: 'CRI';
    method: M;
    request?: CriMethods[M]['request'];
    response?: CriMethods[M]['response'];
  };
}[CriMethod];

/** Whether a message is a call of the CRI. Of an observed one the request holds what is known of it. */
export function isCriMessage(message: Message): message is CriMessage {
  return message.protocol === 'CRI' && Object.hasOwn(criServices, message.method);
}
