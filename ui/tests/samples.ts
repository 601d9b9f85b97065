import type { AccountView, Origin, SnapshotView, SongView, SourceEntry } from "../src/bindings";

export const CLIENT_ID = "0123456789abcdef0123456789abcdef";
export const OTHER_ID = "fedcba9876543210fedcba9876543210";
export const SECRET = "00112233445566778899aabbccddeeff";

/** A source that is no player. */
export const source = (id: string, part: Partial<SourceEntry> = {}): SourceEntry => ({
  id,
  state: "ready",
  name: null,
  app: null,
  tab: null,
  ...part,
});

/** A player, named by its program. */
export const player = (app: string, name: string, part: Partial<SourceEntry> = {}): SourceEntry =>
  source(`player:${app}`, { app, name, ...part });

export const SPOTIFY = source("spotify");
export const FIREFOX = player("firefox", "Firefox", { tab: "Slow Tide (Official Video)" });
export const VLC = player("vlc", "VLC media player");

/** The list with an account linked and two players, in its order. */
export const SOURCES: SourceEntry[] = [
  source("none"),
  SPOTIFY,
  source("follow"),
  FIREFOX,
  VLC,
  source("demo"),
];

export const SONG: SongView = {
  kind: "track",
  title: "Paper Lanterns",
  subtitle: "The Quiet Hours",
  album: "North of Here",
  has_link: true,
  cover: "dunes",
  duration_ms: 214_000,
  position_ms: 83_000,
  playing: true,
  rate_percent: 100,
  live: true,
};

export const ACCOUNT: AccountView = {
  id: "ada1815",
  name: "Ada",
  authorized_at: Date.UTC(2026, 10, 23) / 1000,
  expires_at: Date.UTC(2027, 4, 23) / 1000,
  expires_soon: false,
};

/** Listening to Spotify, with the song given. */
export function listening(song: SongView | null = SONG): Partial<SnapshotView> {
  return { sources: SOURCES, selected: "spotify", listening: true, status: { code: "playing" }, song };
}

/** Firefox is followed, because it is the only one that plays. */
export const ORIGIN: Origin = {
  source: FIREFOX.id,
  name: FIREFOX.name,
  app: FIREFOX.app,
  reason: { code: "only-one-playing" },
};

/** Following, with what is followed and why. */
export function following(
  origin: Origin | null = ORIGIN,
  song: SongView | null = SONG,
): Partial<SnapshotView> {
  return { ...listening(song), selected: "follow", origin };
}
