import type { SourceEntry } from "../src/bindings";
import { FIREFOX, player, source, SPOTIFY, VLC } from "./samples";

/** A list as a streamer has it, with titles that are not written from left to right or have no spaces. */
export const DESK: SourceEntry[] = [
  SPOTIFY,
  source("follow"),
  FIREFOX,
  player("firefox", "Firefox", { id: "player:firefox#2", tab: "فيروز - نسم علينا الهوى" }),
  VLC,
  player("strawberry", "Strawberry"),
  player("chromium", "Chromium", { tab: "夜雨の歌【公式MV】 ".repeat(12) }),
  source("demo"),
];

/** More than anybody has. */
export const CROWD: SourceEntry[] = Array.from({ length: 200 }, (_, index) =>
  player(`player-${index}`, `Player ${index}`),
);
