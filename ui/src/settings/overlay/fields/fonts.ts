import { m } from "../../../paraglide/messages";

/** Kinds of fonts that every system has something of; the first one that is installed is used. */
export const fontKinds = (): { font: string; name: string }[] => [
  { font: "", name: m.font_system() },
  {
    font: "ui-rounded, SF Pro Rounded, Varela Round, Nunito, Quicksand, Arial Rounded MT Bold",
    name: m.font_rounded(),
  },
  { font: "Bahnschrift, Roboto Condensed, Avenir Next Condensed, Arial Narrow", name: m.font_condensed() },
  { font: "Futura, Century Gothic, Avenir Next, Jost", name: m.font_geometric() },
  { font: "ui-serif, Georgia, Noto Serif, serif", name: m.font_serif() },
  { font: "ui-monospace, Cascadia Mono, Menlo, Consolas, monospace", name: m.font_mono() },
  { font: "Segoe Print, Bradley Hand, Comic Sans MS, cursive", name: m.font_hand() },
];
