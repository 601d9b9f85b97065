import { OverlayView } from "../../overlay/view";
import { BUILT_IN, look, SCENES } from "../overlays";

// One built-in style, with everything that it has to look good with, on every ground, as the studio's preview mounts
// it: `?style=plate`.
const wanted = new URLSearchParams(location.search).get("style");
const chosen = BUILT_IN.find(({ id }) => id === wanted) ?? BUILT_IN[0];

for (const scene of Object.values(SCENES)) {
  for (const ground of ["dark", "light", "busy"]) {
    const place = document.createElement("div");
    place.className = ground;
    document.body.append(place);
    const shadow = place.attachShadow({ mode: "open" });
    const mount = document.createElement("div");
    mount.style.setProperty("width", `${(chosen?.style.width ?? 0) + 64}px`);
    shadow.append(mount);
    const view = new OverlayView(mount, { sheets: shadow });
    view.look(look({ style: chosen?.style }));
    view.snapshot(scene);
  }
}
