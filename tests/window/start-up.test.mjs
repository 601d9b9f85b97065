import assert from "node:assert/strict";
import { fillIn, logIn, start } from "./support/path.mjs";
import { until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

const ACCOUNTS = "SONGPLATE_SPOTIFY_ACCOUNTS_URL";
const API = "SONGPLATE_SPOTIFY_API_URL";

/** @type {[what: string, env: Record<string, string | undefined>][]} */
const refused = [
  ["one address without the other", { [API]: undefined }],
  ["another machine", { [ACCOUNTS]: "http://192.168.1.1:8080" }],
  ["a name instead of an address", { [API]: "http://localhost:8080" }],
  ["more than an origin", { [API]: "http://127.0.0.1:8080/v1" }],
  ["another scheme", { [ACCOUNTS]: "ftp://127.0.0.1" }],
  ["no address at all", { [API]: "nonsense" }],
];

windowTest("addresses that must not be used are refused with exit code 2", async (desk) => {
  for (const [what, env] of refused) {
    const started = desk.start(desk.program, [], "refused.log", { env });
    assert.equal(await started.exit(), 2, what);
  }
  const lines = desk.printed("refused.log").split("\n").filter(Boolean);
  assert.ok(lines.length >= refused.length, "each has an error in words");
  assert.match(lines.join("\n"), new RegExp(`${ACCOUNTS}|${API}`), "which names the variable");
});

windowTest("a profile that another process holds is refused with exit code 3", async (desk) => {
  desk.run("--hidden");
  await until("the app", () => desk.profile.has("runtime.json"));
  const pid = desk.profile.pid();
  const second = desk.start(desk.program, [], "second.log", {
    env: { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" },
  });
  assert.equal(await second.exit(), 3);
  assert.notEqual(desk.printed("second.log").trim(), "");
  assert.equal(desk.profile.pid(), pid, "the first one goes on");
  await desk.run("quit").exit();
});

windowTest(
  "without a session bus the app works, except that links cannot reach it",
  async (desk) => {
    const app = await desk.openApp();
    await fillIn(app, { returnBy: "loopback" });
    await logIn(app);
    await start(app);
    await app.popup.status("playing");
  },
  { bus: false },
);
