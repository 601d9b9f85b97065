import type { SourceIconName } from "./icons";

/** A player's program: what people call it, what it is, and the colour that they know it by. */
export type App = { name: string; icon: SourceIconName; colour: string };

const app = (icon: SourceIconName) => (name: string, colour: string) => ({ name, icon, colour });
const browser = app("browser");
const video = app("video");
const music = app("music");

/** By the first word of the program's name, in lower case; what follows it is the edition. */
const KNOWN: Record<string, App> = {
  brave: browser("Brave", "#b3321e"),
  chrome: browser("Chrome", "#1d5ecb"),
  chromium: browser("Chromium", "#2a62ad"),
  edge: browser("Edge", "#0b6b82"),
  epiphany: browser("Web", "#3a6ea5"),
  falkon: browser("Falkon", "#2f6688"),
  firefox: browser("Firefox", "#c2450a"),
  floorp: browser("Floorp", "#3f5fa8"),
  "google-chrome": browser("Chrome", "#1d5ecb"),
  konqueror: browser("Konqueror", "#1f6aa5"),
  librewolf: browser("LibreWolf", "#0a6ea6"),
  "microsoft-edge": browser("Edge", "#0b6b82"),
  msedge: browser("Edge", "#0b6b82"),
  mullvad: browser("Mullvad Browser", "#2c5a3f"),
  opera: browser("Opera", "#c2142c"),
  palemoon: browser("Pale Moon", "#3b5b8c"),
  "plasma-browser-integration": browser("Browser", "#2f6688"),
  vivaldi: browser("Vivaldi", "#b3262f"),
  waterfox: browser("Waterfox", "#0a6aa8"),
  zen: browser("Zen", "#6b4a3a"),
  celluloid: video("Celluloid", "#4a4fb8"),
  haruna: video("Haruna", "#7a3f96"),
  kodi: video("Kodi", "#12648f"),
  mpv: video("mpv", "#6a2b8f"),
  showtime: video("Showtime", "#2b5d8a"),
  smplayer: video("SMPlayer", "#2f66a3"),
  totem: video("Videos", "#2b5d8a"),
  vlc: video("VLC", "#ff8c1a"),
  amarok: music("Amarok", "#2a5ca8"),
  amberol: music("Amberol", "#8a5a14"),
  audacious: music("Audacious", "#96541a"),
  clementine: music("Clementine", "#bd4f0b"),
  deezer: music("Deezer", "#7d2bc8"),
  elisa: music("Elisa", "#1f64ad"),
  lollypop: music("Lollypop", "#b0355a"),
  music: music("Music", "#c42b48"),
  plexamp: music("Plexamp", "#e5a00d"),
  rhythmbox: music("Rhythmbox", "#8f5f0a"),
  spotify: music("Spotify", "#1ed760"),
  strawberry: music("Strawberry", "#ad1f38"),
  tidal: music("TIDAL", "#27323c"),
};

/** For programs that nobody listed: calm enough to stand beside the known ones. */
const PALETTE = [
  "#35618f",
  "#7a4a8c",
  "#2e6b60",
  "#8f4a3d",
  "#565b9c",
  "#755f1c",
  "#4a6636",
  "#8a3f63",
] as const;

/** FNV-1a, so that a program has the same colour at every start. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** The program of this name, in lower case, such as `vlc` or `microsoft-edge-beta`. */
export function appOf(program: string): App {
  const known = Object.keys(KNOWN).find(
    (name) => program.startsWith(name) && !/^[a-z]/.test(program.slice(name.length)),
  );
  return (
    (known && KNOWN[known]) || {
      name: program.charAt(0).toUpperCase() + program.slice(1),
      icon: "music",
      colour: PALETTE[hash(program) % PALETTE.length] ?? PALETTE[0],
    }
  );
}

/** Every colour that a source can have, for the test that reads what stands on it. */
export const APP_COLOURS = [...Object.values(KNOWN).map(({ colour }) => colour), ...PALETTE];
