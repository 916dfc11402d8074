import { entryOf } from '../../entryOf';
import { parseGoDuration } from '../../go/parseGoDuration';

/** The moments of a cron line (github.com/robfig/cron/v3, which the CronJob controller uses). */
export interface CronSchedule {
  /** The first moment after `now`, both in milliseconds since the epoch; undefined where there is none in five years. */
  next: (now: number) => number | undefined;
}

const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const minuteMs = 60_000;
const yearsAhead = 5;

/**
 * Reads a schedule of five fields, a macro such as `@daily`, or `@every 1h30m`. Undefined for what is none.
 * Times are UTC: the time zones of the world are not known here.
 */
export function parseCronSchedule(text: string): CronSchedule | undefined {
  const line = text.trim().replace(/^(?:CRON_)?TZ=\S+\s+/, '');
  const every = /^@every\s+(\S.*)$/.exec(line)?.[1];
  if (every !== undefined) {
    const period = parseGoDuration(every);
    return period === undefined || period <= 0
      ? undefined
      : { next: (now) => Math.floor(now / 1000) * 1000 + Math.max(1000, Math.floor(period / 1000) * 1000) };
  }
  const fields = (entryOf(macros, line) ?? line).split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute, hour, date, month, day] = [
    parseField(fields[0]!, 0, 59),
    parseField(fields[1]!, 0, 23),
    parseField(fields[2]!, 1, 31),
    parseField(fields[3]!, 1, 12, months, 1),
    parseField(fields[4]!, 0, 6, days, 0),
  ];
  if (!minute || !hour || !date || !month || !day) return undefined;
  const anyDate = /^[*?]/.test(fields[2]!);
  const anyDay = /^[*?]/.test(fields[4]!);
  const isDay = (moment: Date): boolean => {
    const [byDate, byDay] = [date.has(moment.getUTCDate()), day.has(moment.getUTCDay())];
    // Where both are restricted, either will do.
    return anyDate || anyDay ? byDate && byDay : byDate || byDay;
  };
  return {
    next: (now) => {
      const moment = new Date((Math.floor(now / minuteMs) + 1) * minuteMs);
      const end = moment.getUTCFullYear() + yearsAhead;
      while (moment.getUTCFullYear() <= end) {
        if (!month.has(moment.getUTCMonth() + 1))
          moment.setTime(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 1));
        else if (!isDay(moment)) moment.setUTCHours(24, 0, 0, 0);
        else if (!hour.has(moment.getUTCHours())) moment.setUTCMinutes(60, 0, 0);
        else if (!minute.has(moment.getUTCMinutes())) moment.setTime(moment.getTime() + minuteMs);
        else return moment.getTime();
      }
      return undefined;
    },
  };
}

/** `0-30/15`, `mon-fri`, lists of them; undefined for what is none. */
function parseField(
  text: string,
  least: number,
  most: number,
  names: string[] = [],
  first = 0,
): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\*|\?|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return undefined;
    const [, all, from, to, step] = match;
    const number = (word: string | undefined): number => {
      const index = names.indexOf((word ?? '').toLowerCase());
      return index < 0 ? Number(word) : index + first;
    };
    const isAll = all === '*' || all === '?';
    const start = isAll ? least : number(from);
    const end = isAll ? most : to !== undefined ? number(to) : step === undefined ? start : most;
    const by = step === undefined ? 1 : Number(step);
    if (!(start >= least && end <= most && start <= end && by > 0)) return undefined;
    for (let value = start; value <= end; value += by) values.add(value);
  }
  return values;
}
