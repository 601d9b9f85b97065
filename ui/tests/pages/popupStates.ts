import type { SnapshotView } from "../../src/bindings";
import type { FollowReason } from "../../src/bindings";
import { FIREFOX, following, listening, ORIGIN, player, SONG, source, SOURCES, VLC } from "../samples";

const linked: Partial<SnapshotView> = { sources: SOURCES, selected: "spotify" };
const oneOClock = Math.floor(new Date().setHours(23, 5, 0, 0) / 1000);
const waiting = { ...listening({ ...SONG, live: false, playing: false }) };

const because = (code: FollowReason["code"]) => following({ ...ORIGIN, reason: { code } });
const apps = ["mpv", "chromium", "rhythmbox", "celluloid", "spotify", "tidal", "elisa", "tauon"];
const LONG_NAME = "The Extraordinarily Complete Media Centre of Our Living Room";
const long = player("long", LONG_NAME);
const rtl = player("rtl", "مشغل الموسيقى");

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
  player: { ...listening(), selected: VLC.id },
  "browser-tab": {
    ...listening(),
    sources: SOURCES.map((one) => (one === FIREFOX ? { ...one, tab: "An endless tab ".repeat(66) } : one)),
    selected: FIREFOX.id,
  },
  "forty-players": {
    ...listening(),
    sources: [
      ...SOURCES.slice(0, 3),
      ...Array.from({ length: 40 }, (_, index) => {
        const app = apps[index % apps.length] ?? "mpv";
        return player(app, app, { id: `player:${app}#${index + 2}` });
      }),
      source("demo"),
    ],
    selected: "player:tauon#41",
  },
  "player-rtl": {
    ...listening({ ...SONG, title: "أنت عمري", subtitle: "أم كلثوم" }),
    sources: [...SOURCES, rtl],
    selected: rtl.id,
  },
  "player-idle": { ...listening(null), selected: VLC.id, status: { code: "nothing", reason: "idle" } },
  "player-gone": {
    ...listening(null),
    sources: [...SOURCES.filter((one) => one !== VLC), { ...VLC, state: "gone" }],
    selected: VLC.id,
    status: { code: "nothing", reason: "gone" },
  },
  demo: { ...listening({ ...SONG, has_link: false }), selected: "demo" },
  "follow-nothing": { ...following(null, null), status: { code: "nothing", reason: "idle" } },
  "follow-pinned": because("pinned"),
  "follow-only-one-playing": because("only-one-playing"),
  "follow-first-in-your-order": because("first-in-your-order"),
  "follow-first-to-appear": because("first-to-appear"),
  "follow-only-paused": {
    ...following({ ...ORIGIN, reason: { code: "only-paused" } }, { ...SONG, playing: false }),
    status: { code: "paused" },
  },
  "follow-most-recent": {
    ...following({ ...ORIGIN, reason: { code: "most-recent" } }, { ...SONG, playing: false }),
    status: { code: "paused" },
  },
  "follow-long-name": following(
    { source: long.id, name: LONG_NAME, app: "long", reason: { code: "first-in-your-order" } },
    { ...SONG, live: false },
  ),
  "follow-spotify-offline": {
    ...following(
      { source: "spotify", name: null, app: null, reason: { code: "most-recent" } },
      { ...SONG, live: false, playing: false },
    ),
    status: { code: "offline", cause: "network" },
  },
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
