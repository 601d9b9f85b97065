import type { AppRule, SourceEntry } from "../../../bindings";
import type { WholeFollow } from "../../../state/follow.svelte";

/** What the Spotify API is called where apps are named. */
export const SPOTIFY_API = "spotify-api";

export const MIN_DURATION = { min: 0, max: 3600 };

export type WholeRule = Required<AppRule>;

export const ruleOf = (follow: WholeFollow, app: string): WholeRule => ({
  only_with_artist: false,
  min_duration_s: 0,
  ...follow.rules[app],
});

/** Whether the Spotify API takes part, if an account is linked. */
export const admitsApi = (follow: WholeFollow): boolean =>
  follow.spotify_api && !follow.ignored.includes(SPOTIFY_API);

export const isIgnored = (follow: WholeFollow, app: string): boolean =>
  app === SPOTIFY_API ? !admitsApi(follow) : follow.ignored.includes(app);

/** The app that the pin is on, or whose player it is on. */
export function pinnedApp({ pinned }: WholeFollow, running: readonly SourceEntry[]): string | null {
  if (pinned === null) return null;
  const player = running.find(({ id }) => id === `player:${pinned}`);
  return player?.app ?? pinned.replace(/#\d+$/, "");
}

/**
 * Every app there is something to say of: the user's order first, then as the app ranks the others, and the Spotify API
 * after them.
 */
export function listedApps(follow: WholeFollow, running: readonly SourceEntry[]): string[] {
  const pinned = pinnedApp(follow, running);
  const others = [...follow.ignored, ...Object.keys(follow.rules), ...(pinned === null ? [] : [pinned])];
  const apps = running.flatMap(({ app }) => app ?? []);
  const unlisted = [...apps, ...others].filter((app) => app !== SPOTIFY_API);
  return [...new Set([...follow.order, ...unlisted, SPOTIFY_API])];
}

/** The list after one of it was moved. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}

/**
 * The order to keep so that the apps stand as `wanted`. What stands behind it all the same is left out: a player that
 * comes later then still ranks before the Spotify API, unless the user wants otherwise.
 */
export function orderFor(
  wanted: readonly string[],
  before: readonly string[],
  listed: readonly string[],
): string[] {
  let end = wanted.length;
  let next = Infinity;
  for (; end > 0; end--) {
    const app = wanted[end - 1] as string;
    const place = before.indexOf(app);
    if (listed.includes(app) || place > next) break;
    next = place;
  }
  return wanted.slice(0, end);
}

/** The settings with this app ignored or not; what is ignored cannot be pinned. */
export function withIgnored(follow: WholeFollow, app: string, ignored: boolean): WholeFollow {
  const others = follow.ignored.filter((one) => one !== app);
  const spotify_api = app === SPOTIFY_API ? !ignored : follow.spotify_api;
  const pinned = ignored && isPinOf(follow.pinned, app) ? null : follow.pinned;
  return {
    ...follow,
    spotify_api,
    pinned,
    ignored: ignored && app !== SPOTIFY_API ? [...others, app] : others,
  };
}

/** The settings with this rule; a rule that lets everything through is none. */
export function withRule(follow: WholeFollow, app: string, rule: WholeRule): WholeFollow {
  const others = without(follow.rules, app);
  const free = !rule.only_with_artist && rule.min_duration_s === 0;
  return { ...follow, rules: free ? others : { ...others, [app]: rule } };
}

/** The settings with nothing left of this app. */
export function withoutApp(follow: WholeFollow, app: string): WholeFollow {
  const others = (apps: string[]) => apps.filter((one) => one !== app);
  return {
    ...follow,
    order: others(follow.order),
    ignored: others(follow.ignored),
    pinned: isPinOf(follow.pinned, app) ? null : follow.pinned,
    rules: without(follow.rules, app),
  };
}

const isPinOf = (pinned: string | null, app: string) =>
  pinned === app || pinned?.replace(/#\d+$/, "") === app;

const without = (rules: WholeFollow["rules"], app: string): WholeFollow["rules"] =>
  Object.fromEntries(Object.entries(rules).filter(([other]) => other !== app));
