import { m } from "../paraglide/messages";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** A moment in unix seconds as people tell it: "3 minutes ago", "in 5 hours". */
function told(seconds: number, locale: string): string | null {
  const size = Math.abs(seconds);
  if (size < MINUTE_S) return null;
  const format = new Intl.RelativeTimeFormat(locale);
  if (size < HOUR_S) return format.format(Math.trunc(seconds / MINUTE_S), "minute");
  if (size < DAY_S) return format.format(Math.trunc(seconds / HOUR_S), "hour");
  return format.format(Math.trunc(seconds / DAY_S), "day");
}

/** A moment that has been; a clock that was set back does not make it one to come. */
export function ago(unix: number, locale: string, now: number): string {
  return told(Math.min(0, unix - now / 1000), locale) ?? m.time_just_now();
}

/** A moment to come; one that is due is about to be. */
export function ahead(unix: number, locale: string, now: number): string {
  return told(Math.max(0, unix - now / 1000), locale) ?? m.time_in_a_moment();
}
