// A program that listens to mpv, as a benchmark of what it costs needs it.
import { Desk } from "../../tests/window/support/desk.mjs";
import { beside, overlayLink } from "../../tests/window/support/overlay.mjs";
import { noPlayers, startMpv } from "../../tests/window/support/players.mjs";
import { record } from "../../tests/window/support/songs.mjs";
import { until } from "../../tests/window/support/wait.mjs";

/** A desk where mpv plays one long song, and the program is to listen to it and to go on without a window. */
export async function deskWithMusic() {
  const reason = noPlayers("mpv");
  if (reason) throw new Error(`listening can't be measured: ${reason}`);
  const desk = await Desk.open();
  // It looks at every process a hundred times a second.
  desk.commandLines.stop();
  startMpv(desk, record(desk, "music", [{ title: "A long song", artist: "Somebody", seconds: 600 }]));
  desk.profile.write("settings.json", {
    version: 1,
    listener: { selected: "player:mpv", listening: true },
    background: { on_close: "go-on" },
  });
  return desk;
}

/** Waits until the program tells the song, and answers with the overlay's link. @param {Desk} desk */
export async function untilListening(desk) {
  const link = await until("the overlay's link", () => overlayLink(desk));
  await until("the song", () => listens(link));
  return link;
}

/** Whether it tells a song that plays. @param {string} link */
export async function listens(link) {
  const answer = await fetch(beside(link, "/now-playing"));
  return (await answer.json()).status === "playing";
}
