import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { listening } from "./support/path.mjs";
import { until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

windowTest("the song is in the files that the user wants, and not after the end", async (desk) => {
  const app = await listening(desk);
  const folder = desk.path("home", "songs");
  const settings = await app.settings();
  await settings.click("section-files");
  await settings.type("files-folder", folder);
  await settings.click("files-enabled");

  const read = (/** @type {string} */ name) => readFileSync(`${folder}/${name}`, "utf8");
  const { title, subtitle } = await desk.spotify.playing();
  await until(
    "the song",
    () => existsSync(`${folder}/now-playing.json`) && read("song.txt") === `${title} – ${subtitle}`,
  );
  assert.equal(JSON.parse(read("now-playing.json")).title, title);
  await until("the cover", () => readFileSync(`${folder}/cover.png`).length > 1_000);
  await settings.find("files-state");

  const pid = desk.profile.pid();
  assert.ok(pid);
  await desk.run("quit").exit();
  await app.ended(pid);
  assert.equal(read("song.txt"), "", "nothing old stays behind");
  assert.equal(JSON.parse(read("now-playing.json")).title, null);
});
