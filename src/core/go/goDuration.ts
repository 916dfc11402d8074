/** A duration as Go prints it when cut to milliseconds: `2ms`, `1.234s`, `1m2.5s`. @param ms milliseconds */
export function goDuration(ms: number): string {
  const whole = Math.floor(ms);
  if (whole <= 0) return '0s';
  if (whole < 1000) return `${whole}ms`;
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const seconds = (whole % 60_000) / 1000;
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}
