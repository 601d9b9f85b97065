import type { ServerFailure, ServerState } from "../../../bindings";
import { m } from "../../../paraglide/messages";

function failure(cause: ServerFailure): string {
  switch (cause) {
    case "taken":
      return m.obs_no_link_taken();
    case "refused":
      return m.obs_no_link_refused();
    case "other":
      return m.obs_no_link_other();
  }
}

/** Where the server stands, in words. */
export function serverText(server: ServerState): { text: string; tone: "good" | "wait" | "alert" } {
  switch (server.code) {
    case "starting":
      return { text: m.obs_no_link_starting(), tone: "wait" };
    case "running":
      return server.taken === null
        ? { text: m.server_running({ port: server.port }), tone: "good" }
        : { text: m.server_moved({ wanted: server.taken, port: server.port }), tone: "alert" };
    case "failed":
      return { text: failure(server.cause), tone: "alert" };
  }
}
