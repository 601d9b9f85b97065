import assert from "node:assert/strict";
import { windows } from "./support/display.mjs";
import { listening } from "./support/path.mjs";
import { isAlive, marked } from "./support/processes.mjs";
import { until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

/** @param {import("./support/desk.mjs").Desk} desk */
const instances = (desk) =>
  marked(desk.folder).filter(({ pid, args }) => args[0] === desk.program && isAlive(pid));

windowTest("two started at once become one window, and the link reaches it", async (desk) => {
  for (let round = 1; round <= 3; round++) {
    desk.run();
    desk.run("app.songplate://callback?code=forged&state=forged");
    await until(
      "one of the two to be left",
      () => desk.profile.has("runtime.json") && instances(desk).length === 1,
    );
    await until("its window", () => windows(desk).length === 1);
    const links = () =>
      desk.profile
        .log()
        .split("\n")
        .filter((line) => /link/i.test(line)).length;
    await until("the link to have arrived", () => links() >= round);
    assert.equal(instances(desk)[0].pid, desk.profile.pid());

    await desk.run("quit").exit();
    await until("the end of the app", () => instances(desk).length === 0);
    assert.ok(!desk.profile.has("runtime.json"), "runtime.json is there only while the app runs");
  }
});

windowTest("the words of a script reach the running app", async (desk) => {
  const app = await listening(desk);
  const pid = desk.profile.pid() ?? 0;
  await desk.run("stop").exit();
  await app.popup.status("inactive");
  await desk.run("start").exit();
  await app.popup.status("playing");
  assert.equal(await app.settings().then((page) => page.isOpen()), true);
  await desk.run("quit").exit();
  await app.ended(pid);
});

windowTest("the word settings opens the settings", async (desk) => {
  const app = await desk.openApp();
  await desk.run("settings").exit();
  await until("the settings window", () => app.settingsPage.isOpen());
  await app.settingsPage.find("client-id");
});

windowTest("a word starts the app when it does not run", async (desk) => {
  desk.run("settings");
  await until("the settings window", () => windows(desk).some(({ width }) => width > 480));
  await desk.run("quit").exit();
  await until("the end of the app", () => instances(desk).length === 0);
});

windowTest("--hidden shows no window until one is asked for", async (desk) => {
  desk.run("--hidden");
  await until("the app", () => desk.profile.has("runtime.json"));
  await desk.run("stop").exit();
  assert.deepEqual(windows(desk), []);
  await desk.run("show").exit();
  await until("the popup", () => windows(desk).length === 1);
  await desk.run("quit").exit();
  await until("the end of the app", () => instances(desk).length === 0);
});

windowTest("quit, with nothing running, ends by itself", async (desk) => {
  const quit = desk.run("quit");
  assert.equal(await quit.exit(), 0);
  assert.deepEqual(instances(desk), []);
});
