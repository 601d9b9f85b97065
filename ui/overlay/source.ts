import { element } from "./element";
import { svg } from "./svg";

/** The mark that Spotify asks for beside its songs. */
export function spotifyMark(): HTMLElement {
  return element(
    "source",
    svg(
      ["circle", { cx: "12", cy: "12", r: "11" }],
      [
        "path",
        { d: "M6.2 8.7c3.9-1.2 8.3-.8 11.8 1.2M6.8 12.3c3.3-.9 6.9-.6 9.9 1.1M7.4 15.7c2.7-.7 5.5-.4 7.9.9" },
      ],
    ),
    "Spotify",
  );
}
