import { contrast, rgb } from "../../../overlay/colours";
import type { SourceEntry } from "../../bindings";
import { appOf } from "./apps";
import type { SourceIconName } from "./icons";

/** What tells a source apart at a glance. `text` is legible on `ground`, in either theme. */
export type SourceLook = { icon: SourceIconName | "spotify" | null; ground: string; text: string };

const LIGHT = "#ffffff";
const DARK = "#0b1013";
/** What WCAG asks of text. */
const TEXT_CONTRAST = 4.5;

/** White where it can be read, which most grounds are dark enough for. */
export const textOn = (ground: string): string =>
  contrast(rgb(ground), rgb(LIGHT)) >= TEXT_CONTRAST ? LIGHT : DARK;

function groundOf({ id, app }: Pick<SourceEntry, "id" | "app">): Omit<SourceLook, "text"> {
  switch (id) {
    case "none":
      return { icon: null, ground: "#2f4a72" };
    case "follow":
      return { icon: "follow", ground: "#5542d1" };
    case "demo":
      return { icon: "demo", ground: "#a2307c" };
  }
  if (isSpotify({ id, app })) return { icon: "spotify", ground: appOf("spotify").colour };
  const { icon, colour } = appOf(app ?? id);
  return { icon, ground: colour };
}

export function sourceLook(source: Pick<SourceEntry, "id" | "app">): SourceLook {
  const look = groundOf(source);
  return { ...look, text: textOn(look.ground) };
}

/** Whether its songs are Spotify's: the account, or Spotify's own app on this machine. */
export const isSpotify = ({ id, app }: Pick<SourceEntry, "id" | "app">): boolean =>
  id === "spotify" || app === "spotify";
