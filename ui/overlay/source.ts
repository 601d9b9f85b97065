import { appOf } from "../src/shared/source/apps";
import { SOURCE_ICONS, type SourceIconName } from "../src/shared/source/icons";
import { element } from "./element";
import { svg } from "./svg";

/** Longer names would take the artist's room. */
const NAME_LENGTH = 24;
/** What names in reverse-DNS form begin with: it names no program. */
const DOMAIN = /^([a-z]{2}|app|com|dev|net|org)$/;

function mark(icon: SourceIconName, name: string): HTMLElement {
  const drawing = svg(["path", { d: SOURCE_ICONS[icon] }]);
  drawing.classList.add("drawn");
  return element("source", drawing, name);
}

/** The mark that Spotify asks for beside its songs. */
function spotifyMark(): HTMLElement {
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

/** The mark of where it plays; none while nobody knows. */
export function sourceMark(source: string): HTMLElement | undefined {
  const player = /^player:([^#]+)/.exec(source)?.[1];
  if (source === "spotify" || player === "spotify") return spotifyMark();
  if (source === "demo") return mark("demo", "Demo");
  if (!player || DOMAIN.test(player)) return undefined;
  const { icon, name } = appOf(player);
  return mark(icon, name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name);
}
