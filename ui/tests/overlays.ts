import type { Behaviour, Look, PublicSnapshot, Style } from "../src/bindings";
import builtIn from "./builtInStyles.json" with { type: "json" };

export const BUILT_IN = builtIn as { id: string; style: Style }[];

export const BEHAVIOUR: Required<Behaviour> = {
  when_paused: "grey",
  hide_paused_after_s: 30,
  only_on_change: false,
  change_shown_s: 10,
  hide_adverts: false,
  delay_ms: 0,
  placeholder: "",
};

/** The first built-in style, with what is to be different. */
export function style(part: Partial<Style> = {}): Style {
  return { ...(BUILT_IN[0] as { style: Style }).style, ...part };
}

export function look(part: Partial<Look> = {}): Look {
  return { page: "a", style: style(), behaviour: BEHAVIOUR, advert: "Advertisement", ...part };
}

export const PLAYING: PublicSnapshot = {
  run: "r1",
  number: 1,
  status: "playing",
  kind: "track",
  title: "Paper Lanterns",
  subtitle: "The Quiet Hours",
  album: "North of Here",
  link: "https://open.spotify.com/track/1",
  cover: "/covers/dunes.svg",
  position_ms: 83_000,
  duration_ms: 214_000,
  rate_percent: 100,
  live: true,
  source: "spotify",
};

export const NOTHING: PublicSnapshot = {
  ...PLAYING,
  status: "nothing",
  kind: null,
  title: null,
  subtitle: null,
  album: null,
  link: null,
  cover: null,
  position_ms: null,
  duration_ms: null,
  rate_percent: null,
  live: false,
};

/** What each style has to look good with. */
export const SCENES: Record<string, PublicSnapshot> = {
  song: PLAYING,
  long: {
    ...PLAYING,
    title: "Theme from an Unreasonably Long Motion Picture (Extended Midnight Version) [2024 Remaster]",
    subtitle: "The City Philharmonic Orchestra, Ada Lovelace Quartet, and Friends of the Old Observatory",
    cover: "/covers/neon.svg",
    position_ms: 3_725_000,
    duration_ms: 5_025_000,
  },
  "no-cover": {
    ...PLAYING,
    title: "Bootleg, Tape 4",
    subtitle: "Unknown artist",
    cover: null,
    source: "none",
  },
  rtl: { ...PLAYING, title: "לילה לבן על הים", subtitle: "فرقة النجوم البعيدة", cover: "/covers/forest.svg" },
  cjk: {
    ...PLAYING,
    title: "真夜中の紙灯籠",
    subtitle: "静かな時間・北の町",
    cover: "/covers/acid.svg",
  },
  paused: {
    ...PLAYING,
    status: "paused",
    title: "Bauhaus Sunday",
    subtitle: "Shapes & Sons",
    cover: "/covers/shapes.svg",
  },
  player: {
    ...PLAYING,
    title: "Slow Tide",
    subtitle: "Mara Lune",
    cover: "/covers/rings.svg",
    source: "player:firefox",
  },
  advert: { ...NOTHING, status: "advert" },
};
