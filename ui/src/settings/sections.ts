/** A section of the settings. */
export type Section =
  "spotify" | "players" | "overlay" | "files" | "chat" | "general" | "updates" | "health" | "about";
