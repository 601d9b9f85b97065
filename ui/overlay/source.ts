// The mark of where it plays.

import { element } from "./element";
import { svg } from "./svg";

/** The mark of a source; `undefined` for one that has none. */
export function sourceMark(source: string): HTMLElement | undefined {
  if (source !== "spotify") return undefined;
  const name = document.createElement("span");
  name.textContent = "Spotify";
  const icon = svg(
    ["circle", { cx: "12", cy: "12", r: "11" }],
    [
      "path",
      { d: "M6.2 8.7c3.9-1.2 8.3-.8 11.8 1.2M6.8 12.3c3.3-.9 6.9-.6 9.9 1.1M7.4 15.7c2.7-.7 5.5-.4 7.9.9" },
    ],
  );
  return element("source", icon, name);
}
