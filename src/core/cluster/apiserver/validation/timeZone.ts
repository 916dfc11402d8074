import type { FieldError } from '../../../api/fieldError';
import { invalidValue } from '../../../api/fieldErrors';

/** validateTimeZone. The world's time zones are not known here: what looks like one is taken for one of a known region. */
export function validateTimeZone(zone: string): FieldError[] {
  if (!zone) return [invalidValue('spec.timeZone', zone, 'timeZone must be nil or non-empty string')];
  const unknown = [invalidValue('spec.timeZone', zone, `unknown time zone ${zone}`)];
  const parts = zone.split('/');
  if (parts.some((part) => part === '.' || part === '..' || !/^[A-Za-z._0-9+][A-Za-z._0-9+-]{0,13}$/.test(part)))
    return unknown;
  const isLocal = zone.toLowerCase() === 'local';
  const vague = isLocal ? [invalidValue('spec.timeZone', zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones')] : []; // prettier-ignore
  return zone === 'Local' || isTimeZone(zone) ? vague : [...vague, ...unknown];
}

/** Whether the world has it, as far as is known here. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
