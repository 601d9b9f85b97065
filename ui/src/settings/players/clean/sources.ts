import type { SourceEntry } from "../../../bindings";
import { SPOTIFY_API } from "../follow/apps";

/** Spotify, be it the desktop app or the account. */
export const SPOTIFY = "spotify";
export const DEMO = "demo";

/** Whose titles can be cleaned: Spotify, what runs, what else is known, and the demo player. */
export function cleanSources(running: readonly SourceEntry[], known: readonly string[]): string[] {
  const apps = running.flatMap(({ app }) => app ?? []);
  const players = [...apps, ...known].filter((app) => ![SPOTIFY, SPOTIFY_API, DEMO].includes(app));
  return [...new Set([SPOTIFY, ...players, DEMO])];
}
