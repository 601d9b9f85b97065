/** A section of the settings. */
export type Section =
  "spotify" | "players" | "overlay" | "files" | "chat" | "appearance" | "updates" | "health" | "about";
