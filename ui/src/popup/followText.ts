import type { FollowReason, FollowSettings, Origin } from "../bindings";
import { m } from "../paraglide/messages";

/** What the app calls the Spotify API where it names apps; `spotify` is Spotify's own app. */
const SPOTIFY_API = "spotify-api";

/** What is followed, and why that. */
export function followText(reason: FollowReason, source: string): string {
  switch (reason.code) {
    case "pinned":
      return m.following_pinned({ source });
    case "only-one-playing":
      return m.following_only_one_playing({ source });
    case "first-in-your-order":
      return m.following_first_in_order({ source });
    case "first-to-appear":
      return m.following_first_to_appear({ source });
    case "only-paused":
      return m.following_only_paused({ source });
    case "most-recent":
      return m.following_most_recent({ source });
  }
}

/** What a pin on this source names: the app, so that it holds when the player is opened again. */
export const pinOf = ({ source, app }: Origin): string =>
  source === "spotify" ? SPOTIFY_API : (app ?? source);

/** Whether the user's pin is what has it followed. */
export function isPinned(origin: Origin, { pinned }: FollowSettings): boolean {
  const own = [pinOf(origin), origin.source.replace(/^player:/, "")];
  // Spotify's own app stands in for the API, which is not asked while it plays.
  if (origin.app === "spotify") own.push(SPOTIFY_API);
  return !!pinned && own.includes(pinned);
}
