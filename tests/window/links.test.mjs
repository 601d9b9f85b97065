import assert from "node:assert/strict";
import { browserSaw, setHabit } from "./support/browser.mjs";
import { fillIn, listening, logIn } from "./support/path.mjs";
import { until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

const LOGIN = { of: "login-status" };
const CALLBACK = "app.songplate://callback";

/**
 * Hands a link to the running app as the system does, by a second process.
 *
 * @param {import("./support/desk.mjs").Desk} desk
 * @param {string} link
 */
const hand = (desk, link) => desk.run(link).exit();

/**
 * The same for bytes that no JavaScript string can hold. The shell that makes them is not under test, so the link
 * stays off its command line.
 *
 * @param {import("./support/desk.mjs").Desk} desk
 * @param {string} format for printf
 */
const handBytes = (desk, format) =>
  desk
    .start("sh", ["-c", `exec "$0" "$(printf "$LINK")"`, desk.program], "program.log", {
      env: { LINK: format },
    })
    .exit();

/**
 * What must stay as it is, whatever link arrives.
 *
 * @param {import("./support/desk.mjs").Desk} desk
 * @param {import("./support/app.mjs").App} app
 */
async function state(desk, app) {
  const settings = await app.settings();
  return {
    login: await settings.attribute("login-status", "data-status"),
    page: (await (await settings.now("login-url"))?.getText()) ?? null,
    sources: await app.popup.choices("source-select"),
    status: await app.popup.attribute("status", "data-status"),
    tokens: await desk.spotify.count("token"),
    settings: desk.profile.has("settings.json") && desk.profile.read("settings.json"),
    secrets: desk.profile.has("secrets.json") && desk.profile.read("secrets.json"),
  };
}

/** @param {import("./support/desk.mjs").Desk} desk */
const linkLines = (desk) =>
  desk.profile
    .log()
    .split("\n")
    .filter((line) => /link/i.test(line)).length;

/**
 * @param {string} state the right one
 * @returns {[what: string, link: string][]}
 */
const forged = (state) => [
  ["a wrong state", `${CALLBACK}?code=forged&state=forged`],
  ["no state", `${CALLBACK}?code=forged`],
  ["an empty state", `${CALLBACK}?code=forged&state=`],
  ["a state given twice", `${CALLBACK}?code=forged&state=${state}&state=${state}`],
  ["a code given twice", `${CALLBACK}?code=forged&code=forged2&state=${state}`],
  ["code and error at once", `${CALLBACK}?code=forged&error=access_denied&state=${state}`],
  ["an unknown host", `app.songplate://elsewhere?code=forged&state=${state}`],
  ["an unknown path", `${CALLBACK}/further?code=forged&state=${state}`],
  ["nothing in it", CALLBACK],
  ["100 kB", `${CALLBACK}?code=${"x".repeat(100_000)}&state=${state}`],
];

windowTest(
  "forged links change nothing while a login waits, and the true one still counts",
  async (desk) => {
    setHabit(desk, "copy");
    const app = await desk.openApp();
    await fillIn(app);
    const settings = await app.settings();
    await settings.click("log-in");
    const answer = await browserSaw(desk, "answer");
    await settings.status("waiting", LOGIN);
    const right = new URL(answer).searchParams.get("state") ?? "";

    const before = await state(desk, app);
    for (const [what, link] of forged(right)) {
      const lines = linkLines(desk);
      await hand(desk, link);
      await until(`a line in the log about ${what}`, () => linkLines(desk) === lines + 1);
      assert.deepEqual(await state(desk, app), before, what);
      assert.ok(!desk.profile.log().includes("forged"), `${what}: no value in the log`);
      assert.ok(!desk.profile.log().includes(right), `${what}: no state in the log`);
    }
    await handBytes(desk, `${CALLBACK}?code=forged\\377\\376&state=${right}`);
    assert.deepEqual(await state(desk, app), before, "not UTF-8");

    await hand(desk, answer);
    await settings.status("linked", LOGIN);
    const linked = await state(desk, app);
    assert.equal(linked.tokens, 1);
    await hand(desk, answer);
    await hand(desk, `${CALLBACK}?error=access_denied&state=${right}`);
    assert.deepEqual(await state(desk, app), linked, "the same answer again, and another with a used state");
  },
  { limit: 120_000 },
);

windowTest("a link that nobody waits for disturbs no listening", async (desk) => {
  const app = await listening(desk);
  const before = await state(desk, app);
  await hand(desk, `${CALLBACK}?code=forged&state=forged`);
  await hand(desk, `${CALLBACK}?error=access_denied&state=forged`);
  await until("the lines in the log", () => linkLines(desk) >= 2);
  assert.deepEqual(await state(desk, app), before);
});

windowTest("a link that arrives while the app is closed starts it, and it says so quietly", async (desk) => {
  const app = await desk.openApp(`${CALLBACK}?code=forged&state=forged`);
  await app.popup.find("notice");
  assert.equal(await app.popup.attribute("notice", "data-notice"), "link-unanswered");
  await app.popup.status("inactive");
  assert.equal(await desk.spotify.count("token"), 0);
  await app.popup.click("dismiss-notice");
  await fillIn(app);
  await logIn(app);
});
