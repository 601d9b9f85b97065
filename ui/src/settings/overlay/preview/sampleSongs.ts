import type { PublicSnapshot } from "../../../bindings";
import { m } from "../../../paraglide/messages";
import lanterns from "./covers/lanterns.svg";
import neon from "./covers/neon.svg";
import night from "./covers/night.svg";
import souk from "./covers/souk.svg";
import tide from "./covers/tide.svg";

/** What the preview can show besides the real song. Names and covers are made up. */
export type SampleId = "song" | "long" | "no-cover" | "rtl" | "cjk" | "paused" | "advert" | "nothing";

const SONG: PublicSnapshot = {
  run: "sample",
  number: 0,
  status: "playing",
  kind: "track",
  title: "Paper Lanterns",
  subtitle: "The Quiet Hours",
  album: "North of Here",
  link: "https://open.spotify.com/track/0000000000000000000000",
  cover: lanterns,
  position_ms: 83_000,
  duration_ms: 214_000,
  rate_percent: 100,
  live: true,
  source: "spotify",
};

const SILENCE: Partial<PublicSnapshot> = {
  kind: null,
  title: null,
  subtitle: null,
  album: null,
  link: null,
  cover: null,
  position_ms: null,
  duration_ms: null,
  rate_percent: null,
};

export const SAMPLES: Record<SampleId, PublicSnapshot> = {
  song: SONG,
  long: {
    ...SONG,
    title: "The Last Train Home Leaves Before the Rain Does (Live at the Old Observatory, Extended)",
    subtitle: "Marigold & the Slow Machines, Harbour Choir, Penumbra",
    cover: neon,
    position_ms: 301_000,
    duration_ms: 3_907_000,
  },
  "no-cover": { ...SONG, kind: "local", title: "Untitled Demo 4", subtitle: "Basement Society", cover: null },
  rtl: { ...SONG, title: "أضواء المدينة البعيدة", subtitle: "فرقة نسيم البحر", cover: souk },
  cjk: { ...SONG, title: "雨上がりの星座", subtitle: "夜更かし楽団", cover: night },
  paused: { ...SONG, status: "paused", title: "Low Tide Letters", subtitle: "Ines & Oskar", cover: tide },
  advert: { ...SONG, ...SILENCE, status: "advert" },
  nothing: { ...SONG, ...SILENCE, status: "nothing" },
};

export const sampleNames = (): Record<SampleId, string> => ({
  song: m.sample_song(),
  long: m.sample_long(),
  "no-cover": m.sample_no_cover(),
  rtl: m.sample_rtl(),
  cjk: m.sample_cjk(),
  paused: m.sample_paused(),
  advert: m.sample_advert(),
  nothing: m.sample_nothing(),
});

/** A song that stands still, for small pictures. */
export const STILL: PublicSnapshot = { ...SONG, status: "paused" };
