import assert from "node:assert/strict";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { before, test } from "node:test";
import { fillIn, logIn, showsWhatPlays, start } from "../window/support/path.mjs";
import { Profile } from "../window/support/profile.mjs";
import { output } from "../window/support/package.mjs";
import { windowTest } from "../window/support/window-test.mjs";
import {
  install,
  installedVersion,
  packageOf,
  PROGRAM,
  remove,
  removeAtTheEnd,
} from "./support/installed.mjs";
import { N, NEXT } from "./support/release.mjs";

before(() => install(N));
removeAtTheEnd();

const APPLICATIONS = "/usr/share/applications";
const ICONS = "/usr/share/icons/hicolor";
const METAINFO = "/usr/share/metainfo/app.songplate.Songplate.metainfo.xml";
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

/** The files of the installed package, without folders. */
const files = () =>
  output("dpkg", "--listfiles", "songplate")
    .split("\n")
    .filter((path) => path && !lstatSync(path).isDirectory());

const desktopEntry = () => files().filter((path) => path.startsWith(`${APPLICATIONS}/`));

test("the package holds the program and no other, and all of it belongs to root", () => {
  const programs = files().filter((path) => (statSync(path).mode & 0o111) !== 0);
  assert.deepEqual(programs, [PROGRAM]);
  assert.deepEqual(
    files().filter((path) => readFileSync(path).subarray(1, 4).toString() === "ELF"),
    [PROGRAM],
  );
  for (const path of files()) {
    const { uid, gid, mode } = statSync(path);
    assert.deepEqual([uid, gid, mode & 0o7022], [0, 0, 0], path);
  }
  assert.equal(output("dpkg", "--verify", "songplate"), "");
  const { size } = statSync(packageOf(N));
  console.log(`the .deb has ${(size / 1e6).toFixed(2)} MB (${size} bytes)`);
});

test("the desktop entry takes the link, and is one that every desktop understands", () => {
  assert.equal(desktopEntry().length, 1);
  const [path] = desktopEntry();
  const entry = readFileSync(path, "utf8");
  // Unquoted and with the link as its only argument; Debian 12's xdg-open understands nothing else.
  assert.match(entry, /^Exec=songplate %u$/m);
  assert.match(entry, /^MimeType=(.*;)?x-scheme-handler\/app\.songplate(;|$)/m);
  assert.equal(output("desktop-file-validate", path), "");
  const known = readFileSync(join(APPLICATIONS, "mimeinfo.cache"), "utf8");
  assert.match(known, new RegExp(`^x-scheme-handler/app\\.songplate=${basename(path)};`, "m"));
});

test("there is an icon of every size", () => {
  const name = /^Icon=(.+)$/m.exec(readFileSync(desktopEntry()[0], "utf8"))?.[1];
  for (const size of SIZES) {
    const picture = readFileSync(join(ICONS, `${size}x${size}`, "apps", `${name}.png`));
    assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)], [size, size]);
  }
  assert.match(readFileSync(join(ICONS, "scalable", "apps", `${name}.svg`), "utf8"), /<svg/);
});

test("software centres understand what is said of the app", () => {
  output("appstreamcli", "validate", "--no-net", METAINFO);
  const [, launched] = /<launchable type="desktop-id">(.+)</.exec(readFileSync(METAINFO, "utf8")) ?? [];
  assert.equal(launched, basename(desktopEntry()[0]));
  assert.ok(files().includes("/usr/share/doc/songplate/copyright"));
});

windowTest(
  "installed, started, upgraded and removed, and the profile stays",
  async (desk) => {
    // Where it is for those who set no variable.
    delete desk.env.SONGPLATE_PROFILE_DIR;
    desk.profile = new Profile(join(desk.env.XDG_DATA_HOME ?? "", "app.songplate"));

    let app = await desk.openApp();
    await fillIn(app);
    await logIn(app);
    await start(app);
    await app.popup.status("playing");
    await app.close();

    install(NEXT);
    assert.equal(installedVersion(), NEXT);
    assert.equal(output("dpkg", "--verify", "songplate"), "");
    app = await desk.openApp();
    await app.popup.status("playing");
    await showsWhatPlays(app);
    const settings = await app.settings();
    await settings.status("linked", { of: "login-status" });
    await settings.click("section-about");
    await settings.see("version", new RegExp(`${NEXT}$`));
    await app.close();

    const kept = contents(desk.profile.folder);
    assert.ok("settings.json" in kept && "secrets.json" in kept);
    const gone = files();
    remove();
    assert.deepEqual(gone.filter(existsSync), []);
    assert.ok(!readFileSync(join(APPLICATIONS, "mimeinfo.cache"), "utf8").includes("app.songplate"));
    output("dpkg", "--purge", "songplate");
    assert.deepEqual(contents(desk.profile.folder), kept);
  },
  { program: PROGRAM, handler: false, limit: 90_000 },
);

/** @param {string} folder @returns {Record<string, string>} the files at the top of the profile */
const contents = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(folder, name), "base64")]),
  );
