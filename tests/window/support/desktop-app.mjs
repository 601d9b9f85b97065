// Spotify's desktop app can't be installed everywhere: a player stands in for it that has its name on the bus and behaves
// as it was seen to.

/**
 * What the desktop app tells of what the emulator plays: rougher than the API, and with an album of its own.
 *
 * @param {import("./desk.mjs").Desk} desk
 */
export async function asDesktopApp({ spotify }) {
  const { playback } = await spotify.state();
  return {
    trackid: `4uLU6hMCjMI75M1A2tKU${playback.index}`,
    title: /** @type {string} */ (playback.title),
    artists: /** @type {string[]} */ (playback.subtitle.split(", ").slice(0, 1)),
    album: "An album in the desktop app's words",
    lengthMs: playback.duration_ms,
    status: playback.playing ? "Playing" : "Paused",
  };
}

/**
 * Both go on to a song of the emulator's script.
 *
 * @param {import("./desk.mjs").Desk} desk
 * @param {import("./fake-player.mjs").FakePlayer} desktop
 * @param {number} index
 */
export async function playBoth(desk, desktop, index) {
  await desk.spotify.item("track", index);
  const song = await asDesktopApp(desk);
  const told = Date.now();
  await desktop.set(song);
  return { song, told };
}

/**
 * When the popup showed a song that was told then, in milliseconds; nothing when it did not.
 *
 * @param {import("./titles.mjs").Seen[]} noted
 * @param {string} title
 * @param {number} told
 */
export const shownAt = (noted, title, told) =>
  noted.find(([shown, at]) => shown === title && at >= told)?.[1];
