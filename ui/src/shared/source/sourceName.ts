import type { SnapshotView, SourceEntry } from "../../bindings";
import { m } from "../../paraglide/messages";

type Named = Pick<SourceEntry, "id" | "name">;

/** The name people read for a source; one this version has no name for goes by its id. */
export function sourceName({ id, name }: Named): string {
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
      return name ?? id.replace(/^player:/, "");
  }
}

/** The source that is selected, as the list has it. */
export function selectedSource({ selected, sources }: SnapshotView): SourceEntry {
  const listed = sources.find((source) => source.id === selected);
  return listed ?? { id: selected, state: "ready", name: null, app: null, tab: null };
}
