/** A length in ms as people read it on a player: 3:05, or 1:02:09 from an hour on. */
export function clock(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** HH:MM of a moment in unix seconds; the weekday comes before it when the moment is not today. */
export function timeOfDay(unix: number, locale: string, now: Date): string {
  const moment = new Date(unix * 1000);
  const time = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(moment);
  if (moment.toDateString() === now.toDateString()) return time;
  return `${new Intl.DateTimeFormat(locale, { weekday: "short" }).format(moment)} ${time}`;
}

/** A day in unix seconds, written out. */
export function day(unix: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(unix * 1000));
}
