import type { SourceEntry } from "../bindings";
import { m } from "../paraglide/messages";

/** The name people read for a source; one this version has no name for goes by its id. */
export function sourceName({ id, name }: Pick<SourceEntry, "id" | "name">): string {
  switch (id) {
    case "none":
      return m.source_none();
    case "spotify":
      return m.source_spotify();
    case "follow":
      return m.source_follow();
    case "demo":
      return m.source_demo();
    default:
      return name ?? id;
  }
}
