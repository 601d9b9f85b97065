import { BROWSER, MUSIC } from "../src/shared/source/icons";
import { browserOf, programName } from "../src/shared/source/programs";
import { element } from "./element";
import { svg } from "./svg";

/**
 * What gets no mark: no source, the beginning of a name in reverse-DNS form, which names no program, and what is so
 * long that it would take the artist's room.
 */
const NAMELESS = /^(none|follow|..|com|org)$|.{25}/;

/** The one that Spotify asks for beside its songs. */
const spotify = (): SVGElement =>
  svg(
    ["circle", { cx: "12", cy: "12", r: "11" }],
    [
      "path",
      { d: "M6.2 8.7c3.9-1.2 8.3-.8 11.8 1.2M6.8 12.3c3.3-.9 6.9-.6 9.9 1.1M7.4 15.7c2.7-.7 5.5-.4 7.9.9" },
    ],
  );

/** The mark of where it plays. */
export function sourceMark(source: string): HTMLElement | undefined {
  const program = source.replace(/^player:|#.*/g, "");
  if (NAMELESS.test(program)) return undefined;
  const drawing = browserOf(program) ? BROWSER : MUSIC;
  const icon = program === "spotify" ? spotify() : svg(["path", { class: "drawn", d: drawing }]);
  return element("source", icon, programName(program));
}
