import type { PublicSnapshot, SnapshotView } from "../../../bindings";

/** A snapshot as the local server would send it to an overlay; `coverAddress` is where this window gets covers. */
export function publicSnapshot(
  snapshot: SnapshotView,
  coverAddress: (key: string) => string,
): PublicSnapshot {
  const { run, number, status, song, listening, selected, origin } = snapshot;
  return {
    run,
    number,
    status: status.code,
    kind: song?.kind ?? null,
    title: song?.title ?? null,
    subtitle: song?.subtitle ?? null,
    album: song?.album ?? null,
    link: null,
    cover: song?.cover ? coverAddress(song.cover) : null,
    position_ms: song?.position_ms ?? null,
    duration_ms: song?.duration_ms ?? null,
    rate_percent: song?.rate_percent ?? null,
    live: song?.live ?? false,
    source: listening ? (origin?.source ?? selected) : "none",
  };
}
