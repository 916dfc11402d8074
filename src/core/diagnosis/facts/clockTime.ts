/** `10:04:05 UTC` of an API's timestamp; with its date where that is not the day of `now` (milliseconds since the epoch). '' for none. */
export function clockTime(timestamp: string | null | undefined, now: number | undefined): string {
  const at = Date.parse(timestamp ?? '');
  if (Number.isNaN(at) || at <= 0) return '';
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const isToday = now !== undefined && new Date(now).toISOString().startsWith(date);
  return `${isToday ? '' : `${date} `}${time.slice(0, 8)} UTC`;
}

/** ` since 10:04:05 UTC`, or '' where no time is known. */
export function sinceTime(timestamp: string | null | undefined, now: number | undefined): string {
  const time = clockTime(timestamp, now);
  return time && ` since ${time}`;
}
