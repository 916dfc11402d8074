import type { AskedPods } from './askedPods';
import type { Need } from './need';

/** That a scheduler of another name runs, and places the pod as the default one would. */
export function schedulers(asked: AskedPods): Need[] {
  const { schedulerName: name = 'default-scheduler' } = asked.pod.spec;
  if (name === 'default-scheduler' || name === '') return [];
  const place = asked.placeOf(['spec', 'schedulerName']);
  return [{ id: `scheduler ${name}`, what: `the scheduler ${name} runs`, place, gift: { schedulers: [name] } }];
}
