import type { SourceIconName } from "./icons";
import { browserOf, programName } from "./programs";

/** A player's program: what people call it, what it is, and the colour that they know it by. */
export type App = { name: string; icon: SourceIconName; colour: string };

/** The colours that people know them by; of a browser it is that of all its editions. */
const COLOURS = new Map(
  Object.entries({
    amarok: "#2a5ca8",
    amberol: "#8a5a14",
    audacious: "#96541a",
    brave: "#b3321e",
    celluloid: "#4a4fb8",
    chrome: "#1d5ecb",
    chromium: "#2a62ad",
    clementine: "#bd4f0b",
    deezer: "#7d2bc8",
    edge: "#0b6b82",
    elisa: "#1f64ad",
    epiphany: "#3a6ea5",
    falkon: "#1f6391",
    firefox: "#c2450a",
    floorp: "#3c55a5",
    haruna: "#7a3f96",
    kodi: "#12648f",
    konqueror: "#2b6299",
    librewolf: "#0a6ea6",
    lollypop: "#b0355a",
    mpv: "#6a2b8f",
    mullvad: "#2c5a3f",
    music: "#c42b48",
    opera: "#c2142c",
    palemoon: "#3b5c8f",
    "plasma-browser-integration": "#2f6688",
    plexamp: "#e5a00d",
    rhythmbox: "#8f5f0a",
    showtime: "#2b5d8a",
    smplayer: "#2f66a3",
    spotify: "#1ed760",
    strawberry: "#ad1f38",
    tidal: "#27323c",
    totem: "#2b5d8a",
    vivaldi: "#b3262f",
    vlc: "#ff8c1a",
    waterfox: "#0a6aa8",
    zen: "#6b4a3a",
  }),
);

/** Browsers that the overlay's page has no room to know. */
const OTHER_BROWSERS = /^(falkon|floorp|konqueror|palemoon)(?![a-z])/;

const VIDEO = new Set(["celluloid", "haruna", "kodi", "mpv", "showtime", "smplayer", "totem", "vlc"]);

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
  const browser = browserOf(program) ?? OTHER_BROWSERS.exec(program)?.[1];
  return {
    name: programName(browser ?? program),
    icon: browser ? "browser" : VIDEO.has(program) ? "video" : "music",
    colour: COLOURS.get(browser ?? program) ?? PALETTE[hash(program) % PALETTE.length] ?? PALETTE[0],
  };
}

/** Every colour that a source can have, for the test that reads what stands on it. */
export const APP_COLOURS = [...COLOURS.values(), ...PALETTE];
