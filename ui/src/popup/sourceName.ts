import type { SourceId } from "../bindings";
import { m } from "../paraglide/messages";

/** The name people read for a source; one this version has no name for goes by its id. */
export function sourceName(id: SourceId): string {
  switch (id) {
    case "none":
      return m.source_none();
    case "spotify":
      return m.source_spotify();
    default:
      return id;
  }
}
