import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { builtPackage, installPackage, output } from "./support/package.mjs";
import { fillIn, logIn, showsWhatPlays, start } from "./support/path.mjs";
import { windowTest } from "./support/window-test.mjs";

const deb = builtPackage("deb");
const rpm = builtPackage("rpm");
const skip = !deb && "no package was built: npm run package";
if (skip) console.log(skip);

const installed = deb ? installPackage(deb) : undefined;
after(() => installed?.remove());

test("the .deb's desktop entry takes the link", { skip }, () => {
  const entry = readFileSync(installed?.desktopEntry ?? "", "utf8");
  // Unquoted and with the link as its only argument; Debian 12's xdg-open understands nothing else.
  assert.match(entry, /^Exec=\S*songplate %u$/m);
  assert.match(entry, /^MimeType=(.*;)?x-scheme-handler\/app\.songplate(;|$)/m);
  output("desktop-file-validate", installed?.desktopEntry ?? "");
});

for (const [kind, list] of /** @type {const} */ ([
  ["deb", () => output("dpkg-deb", "--contents", deb ?? "")],
  ["rpm", () => output("rpm", "-qpl", rpm ?? "")],
])) {
  test(`the .${kind} brings one program and one desktop entry`, { skip }, () => {
    const files = list();
    assert.deepEqual(files.match(/(?<=\busr\/bin\/)\S+/g), ["songplate"]);
    assert.equal(files.match(/\busr\/share\/applications\/\S+\.desktop/g)?.length, 1);
  });
}

// xdg-open without a desktop that it knows, and through a desktop's own opener.
for (const desktop of [undefined, "GNOME"]) {
  windowTest(
    `log in with the installed package, on ${desktop ?? "no particular"} desktop`,
    async (desk) => {
      const app = await desk.openApp();
      await fillIn(app);
      await logIn(app);
      await start(app);
      await app.popup.status("playing");
      await showsWhatPlays(app);
    },
    { skip, desktop, handler: false, program: installed?.program, env: installed?.env },
  );
}
