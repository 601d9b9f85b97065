import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { newKey, sign } from "../../scripts/installed/key.mjs";
import { fileOf, platform } from "../../scripts/installed/packages.mjs";
import { Refusal } from "../../scripts/release/manifest.mjs";
import { listening, showsWhatPlays, start } from "../window/support/path.mjs";
import { until } from "../window/support/wait.mjs";
import { installedVersion, packageOf } from "./support/installed.mjs";
import { belongsToNobody } from "./support/nobody.mjs";
import { copyOfNext, N, NEXT, publish, release, signatureOf } from "./support/release.mjs";
import { fromN, updateTest } from "./support/update-test.mjs";
import { download, isAt, look, lookInVain, says, updatesPage } from "./support/updates.mjs";

/** @typedef {import("../window/support/app.mjs").App} App */
/** @typedef {import("./support/channel.mjs").Channels} Channels */

fromN();

/**
 * The program is what it was, and goes on to listen.
 *
 * @param {App} app
 * @param {number | undefined} pid
 */
async function works(app, pid) {
  assert.equal(installedVersion(), N);
  assert.equal(app.desk.profile.pid(), pid);
  await app.popup.status("playing");
  const position = async () => Number(await app.popup.attribute("progress", "aria-valuenow"));
  const before = await position();
  await until("the song to go on", async () => (await position()) > before);
}

/** The next song is shown, too. @param {App} app */
async function showsTheNextSong(app) {
  await app.desk.spotify.next();
  await showsWhatPlays(app, 30_000);
}

/** Nothing was handed to the system to be installed. @param {App} app */
function installsNothing({ desk }) {
  const installs = desk.commandLines.seen().filter((args) => args.includes("dpkg"));
  assert.deepEqual(installs, []);
}

updateTest("a channel that does not answer as it should is named as the cause", async (desk, channels) => {
  const app = await listening(desk);
  const pid = desk.profile.pid();
  const page = await updatesPage(app);

  channels.manifestFault = { status: 404 };
  await lookInVain(page, /answers with an error \(404\)/);
  channels.manifestFault = { status: 500 };
  await lookInVain(page, /answers with an error \(500\)/);
  channels.manifestFault = { text: "<!doctype html><title>Welcome to this hotel</title>" };
  await lookInVain(page, /sent something that cannot be read/);
  await works(app, pid);

  channels.manifestFault = undefined;
  await look(page);
  await channels.close();
  await lookInVain(page, /cannot be reached/);
  await page.click("section-health");
  await page.see("health-updates", /cannot be reached/);
  await works(app, pid);
  await showsTheNextSong(app);
  installsNothing(app);
});

updateTest(
  "a download that fails is named with its cause, and can be tried again",
  async (desk, channels) => {
    const app = await listening(desk);
    const pid = desk.profile.pid();
    const page = await updatesPage(app);
    await look(page);
    for (const [fault, words] of /** @type {[import("./support/channel.mjs").Fault, RegExp][]} */ ([
      [{ status: 404 }, /answers with an error \(404\)/],
      [{ status: 500 }, /answers with an error \(500\)/],
      ["cut", /ended too early/],
    ])) {
      channels.fileFault = fault;
      await page.click("install-update");
      await says(page, words, 20_000);
      await says(page, /could not be downloaded/);
    }
    await works(app, pid);
    installsNothing(app);

    channels.fileFault = undefined;
    await page.click("install-update");
    await isAt(page, "ready", 30_000);
  },
);

/**
 * What is not what was signed, and why it must not be published or installed.
 *
 * @type {{ what: string, spoil: (channels: Channels, folder: string) => void, refusal: RegExp, words: RegExp }[]}
 */
const forged = [
  {
    what: "a file that was changed",
    spoil: (channels, folder) => {
      const path = copyOfNext(folder);
      const bytes = readFileSync(path);
      bytes[bytes.length - 1000] ^= 1;
      writeFileSync(path, bytes);
      channels.files.set(fileOf(NEXT), path);
    },
    refusal: /the file is not the one that was signed/,
    words: /signature is not one of Songplate’s makers/,
  },
  {
    what: "a file that somebody else has signed",
    spoil: (channels, folder) => {
      const path = copyOfNext(folder);
      sign(path, newKey(`${folder}.key`), NEXT);
      seal(channels, readFileSync(`${path}.sig`, "utf8").trim());
    },
    refusal: /signed with another key/,
    words: /signature is not one of Songplate’s makers/,
  },
  {
    what: "an old signed package under a new number",
    spoil: (channels, folder) => {
      const path = copyOfNext(folder);
      writeFileSync(path, readFileSync(packageOf(N)));
      writeFileSync(`${path}.sig`, signatureOf(N));
      channels.files.set(fileOf(NEXT), path);
      seal(channels, signatureOf(N));
    },
    // It says under which name it was signed, and that has its number in it.
    refusal: new RegExp(`was signed under the name ${fileOf(N)}`),
    words: /another version than offered/,
  },
];

/** Puts another signature into the manifest. @param {Channels} channels @param {string} signature */
function seal({ manifests: { stable } }, signature) {
  if (stable) stable.platforms[platform].signature = signature;
}

updateTest(
  "what the makers have not signed for this version is neither published nor installed",
  async (desk, channels) => {
    const app = await listening(desk);
    const pid = desk.profile.pid();
    const page = await updatesPage(app);
    for (const [index, { what, spoil, refusal, words }] of forged.entries()) {
      const folder = desk.path(`forged-${index}`);
      await publish(channels);
      spoil(channels, folder);
      await assert.rejects(
        release(channels, { folder }),
        (error) => error instanceof Refusal && refusal.test(error.message),
        what,
      );
      await look(page);
      await page.click("install-update");
      await says(page, words, 20_000);
      await works(app, pid);
    }
    installsNothing(app);

    await publish(channels);
    await download(page);
  },
);

updateTest("who may not install anything is told so, and nothing is installed", async (desk) => {
  belongsToNobody(desk);
  const app = await desk.openApp();
  await start(app, "demo");
  await app.popup.status("playing");
  const pid = desk.profile.pid() ?? 0;
  const page = await updatesPage(app);
  await download(page);
  await page.click("install-update");
  await says(page, /did not permit it/, 20_000);
  await says(page, /could not be installed/);
  assert.ok(!desk.profile.log().includes("nobody could be asked"), "the system was asked");

  assert.equal(installedVersion(), N);
  assert.equal(desk.profile.pid(), pid);
  await app.popup.status("playing");
  await page.see("install-update", "Try again, interrupt listening");
  await desk.run("quit").exit();
  await app.ended(pid);
  assert.equal(installedVersion(), N, "and it is not tried behind their back either");
});
