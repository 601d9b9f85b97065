import type { SnapshotView, SourceEntry } from "../../bindings";
import { m } from "../../paraglide/messages";

type Named = Pick<SourceEntry, "id" | "name">;

/** More of a tab's title makes the list wider than the screen. */
const TAB_LENGTH = 60;
/** More of a name leaves no room for what is said of it. */
const NAME_LENGTH = 22;

/** The name people read for a source; one this version has no name for goes by its id. */
export const sourceName = (source: Named): string => nameOf(source, Infinity);

function nameOf({ id, name }: Named, length: number): string {
  switch (id) {
    case "none":
      return m.source_none();
    case "spotify":
      return m.source_spotify();
    case "follow":
      return m.source_follow();
    case "demo":
      return m.source_demo();
  }
  const [program, number] = id.replace(/^player:/, "").split("#");
  const source = shortened(name ?? program ?? id, length);
  return number ? m.source_instance({ source, number }) : source;
}

/** The name in the list, with what else tells it apart there. */
export function sourceLabel(entry: SourceEntry): string {
  const source = sourceName(entry);
  switch (entry.state) {
    case "ready":
      return entry.tab ? m.source_tab({ source, tab: shortened(entry.tab, TAB_LENGTH) }) : source;
    case "sign-in-again":
      return m.source_needs_sign_in({ source });
    case "gone":
      return m.source_gone({ source });
  }
}

/** The name where more is said than the name. Which of several players it is stays to be seen. */
export const shortName = (source: Named): string => nameOf(source, NAME_LENGTH);

function shortened(text: string, length: number): string {
  const letters = [...text];
  if (letters.length <= length) return text;
  const kept = letters.slice(0, length - 1).join("");
  return `${kept.trimEnd()}…`;
}

/** The source that is selected, as the list has it. */
export function selectedSource({ selected, sources }: SnapshotView): SourceEntry {
  const listed = sources.find((source) => source.id === selected);
  return listed ?? { id: selected, state: "ready", name: null, app: null, tab: null };
}

/** Where the song comes from: while following, what is followed. */
export function heardSource(snapshot: SnapshotView): Pick<SourceEntry, "id" | "name" | "app"> {
  const { origin } = snapshot;
  return origin ? { id: origin.source, name: origin.name, app: origin.app } : selectedSource(snapshot);
}
