import type { SourceEntry } from "../../bindings";
import { appOf } from "../../shared/source/apps";

/** The players that are running, out of the source list. */
export const runningPlayers = (sources: readonly SourceEntry[]): SourceEntry[] =>
  sources.filter(({ app, state }) => app !== null && state === "ready");

/** A program's name as people know it: what it calls itself while it runs. */
export const appName = (app: string, running: readonly SourceEntry[]): string =>
  running.find((player) => player.app === app)?.name || appOf(app).name;
