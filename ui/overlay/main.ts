import { Connection } from "./connection";
import { Reload } from "./reload";
import { OverlayView } from "./view";

const view = new OverlayView(document.body, { sheets: document });
const reload = new Reload(sessionStorage);
const token = new URLSearchParams(location.search).get("token") ?? "";
const address = `ws://${location.host}/socket?token=${encodeURIComponent(token)}`;

const connection = new Connection(() => new WebSocket(address), {
  snapshot(snapshot) {
    const { look } = snapshot;
    if (look) {
      if (reload.wanted(look.page)) return location.reload();
      view.look(look);
    }
    view.snapshot(snapshot);
  },
  lost: () => view.lost(),
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) connection.wake();
});
