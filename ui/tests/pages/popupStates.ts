import type { SnapshotView } from "../../src/bindings";
import { listening, SONG, source, SOURCES } from "../samples";

const linked: Partial<SnapshotView> = { sources: SOURCES, selected: "spotify" };
const oneOClock = Math.floor(new Date().setHours(23, 5, 0, 0) / 1000);
const waiting = { ...listening({ ...SONG, live: false, playing: false }) };

/** Every state of the popup that looks different. */
export const POPUP_STATES: Record<string, Partial<SnapshotView>> = {
  unlinked: {},
  "none-selected": { sources: SOURCES },
  stopped: linked,
  starting: { ...listening(null), status: { code: "nothing", reason: "starting" } },
  playing: listening(),
  paused: { ...listening({ ...SONG, playing: false }), status: { code: "paused" } },
  nothing: { ...listening(null), status: { code: "nothing", reason: "idle" } },
  advert: { ...listening(null), status: { code: "advert" } },
  private: { ...listening(null), status: { code: "private" } },
  offline: { ...waiting, status: { code: "offline", cause: "network" } },
  "rate-limited": { ...waiting, status: { code: "rate-limited", until: oneOClock } },
  quota: { ...waiting, status: { code: "quota", until: oneOClock + 8 * 3600 } },
  forbidden: {
    ...listening(null),
    status: { code: "forbidden", reason: "not-on-user-list", until: oneOClock },
  },
  "sign-in-again": {
    ...listening(null),
    sources: [source("spotify", { state: "sign-in-again" }), ...SOURCES.slice(2)],
    status: { code: "sign-in-again" },
  },
  "long-title": listening({
    ...SONG,
    title: `${"An endless title that goes on and on ".repeat(8)}`.trim(),
    subtitle: "First Artist, Second Artist, Third Artist, Fourth Artist, Fifth Artist, Sixth Artist",
  }),
  "one-word": listening({ ...SONG, title: "Llanfairpwllgwyngyll".repeat(8), subtitle: "x".repeat(90) }),
  "no-cover": listening({
    ...SONG,
    kind: "local",
    cover: null,
    album: null,
    has_link: false,
    title: "tape 03 (rough mix).mp3",
    subtitle: "",
  }),
  "broken-cover": listening({ ...SONG, cover: "missing" }),
  "wide-cover": listening({ ...SONG, kind: "episode", cover: "wide", title: "Episode 12: On silence" }),
  rtl: listening({ ...SONG, title: "أنت عمري (تسجيل حي من القاهرة)", subtitle: "أم كلثوم", album: null }),
  cjk: listening({ ...SONG, title: "夜に駆ける 🌙", subtitle: "ヨアソビ", album: null }),
  html: listening({
    ...SONG,
    title: '<img src=x onerror="alert(1)"><b>Bold</b>',
    subtitle: "&amp; <i>co</i>",
  }),
};
