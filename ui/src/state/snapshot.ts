import type { SnapshotView } from "../bindings";

/**
 * The snapshot to go on with. A window subscribes before it asks, so an answer can arrive after an event that
 * is newer; within one run of the app the higher number wins, and a new run replaces the old one.
 */
export function newer(current: SnapshotView | undefined, next: SnapshotView): SnapshotView {
  if (current && current.run === next.run && next.number < current.number) return current;
  return next;
}
