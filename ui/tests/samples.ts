import type { AccountView, SnapshotView, SongView, SourceEntry } from "../src/bindings";

export const CLIENT_ID = "0123456789abcdef0123456789abcdef";
export const OTHER_ID = "fedcba9876543210fedcba9876543210";
export const SECRET = "00112233445566778899aabbccddeeff";

export const SOURCES: SourceEntry[] = [
  { id: "none", state: "ready" },
  { id: "spotify", state: "ready" },
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
