import { goQuote } from '../../../go/goQuote';
import { parseGoDuration } from '../../../go/parseGoDuration';
import { isTimeZone } from './timeZone';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Of minutes, hours, days of the month, months and days of the week. */
const bounds: readonly { least: number; most: number; names?: readonly string[] }[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months },
  { least: 0, most: 6, names: days },
];
const macros = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with a schedule, in the words of github.com/robfig/cron/v3 (parser.go); undefined where nothing is. */
export function cronScheduleError(text: string): string | undefined {
  let line = text;
  if (/^(CRON_)?TZ=/.test(line)) {
    const space = line.indexOf(' ');
    // Go's panic on a zone that nothing follows, as Kubernetes catches it.
    if (space < 0) return 'invalid schedule format: runtime error: slice bounds out of range [:-1]';
    const zone = line.slice(line.indexOf('=') + 1, space);
    if (zone && !isTimeZone(zone)) return `provided bad location ${zone}: unknown time zone ${zone}`;
    line = line.slice(space).trim();
  }
  if (line.startsWith('@')) {
    if (macros.includes(line)) return undefined;
    const every = /^@every (.*)$/s.exec(line)?.[1];
    if (every === undefined) return `unrecognized descriptor: ${line}`;
    return parseGoDuration(every) !== undefined
      ? undefined
      : `failed to parse duration ${line}: time: invalid duration ${goQuote(every)}`;
  }
  const fields = line.split(/\s+/).filter(Boolean);
  if (fields.length !== 5) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  for (const [i, field] of fields.entries()) {
    for (const part of field.split(',').filter(Boolean)) {
      const wrong = rangeError(part, bounds[i]!);
      if (wrong !== undefined) return wrong;
    }
  }
  return undefined;
}

function rangeError(text: string, { least, most, names }: (typeof bounds)[number]): string | undefined {
  const [range = '', step, ...slashes] = text.split('/');
  const [low = '', high, ...hyphens] = range.split('-');
  let start = least;
  let end = most;
  if (low !== '*' && low !== '?') {
    const first = parsed(low, least, names);
    if (typeof first === 'string') return first;
    start = end = first;
    if (hyphens.length > 0) return `too many hyphens: ${text}`;
    if (high !== undefined) {
      const last = parsed(high, least, names);
      if (typeof last === 'string') return last;
      end = last;
    }
  }
  if (slashes.length > 0) return `too many slashes: ${text}`;
  let every = 1;
  if (step !== undefined) {
    const given = parsed(step, 0);
    if (typeof given === 'string') return given;
    every = given;
    if (high === undefined) end = most;
  }
  if (start < least) return `beginning of range (${start}) below minimum (${least}): ${text}`;
  if (end > most) return `end of range (${end}) above maximum (${most}): ${text}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`;
  return every === 0 ? `step of range should be a positive number: ${text}` : undefined;
}

function parsed(text: string, least: number, names?: readonly string[]): number | string {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + least;
  if (!/^[+-]?\d+$/.test(text))
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`;
  const number = Number(text);
  return number < 0 ? `negative number (${number}) not allowed: ${text}` : number;
}
