import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { builtPackage, output } from "./support/package.mjs";

const deb = builtPackage("deb");
const rpm = builtPackage("rpm");
const skip = !deb && "no package was built: npm run package";
if (skip) console.log(skip);

test("the .deb's desktop entry takes the link", { skip }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), "songplate-package-"));
  t.after(() => rmSync(folder, { recursive: true }));
  output("dpkg-deb", "--extract", deb ?? "", folder);
  const applications = join(folder, "usr", "share", "applications");
  const [name] = readdirSync(applications);
  const entry = readFileSync(join(applications, name), "utf8");
  // Unquoted and with the link as its only argument; Debian 12's xdg-open understands nothing else.
  assert.match(entry, /^Exec=\S*songplate %u$/m);
  assert.match(entry, /^MimeType=(.*;)?x-scheme-handler\/app\.songplate(;|$)/m);
  output("desktop-file-validate", join(applications, name));
});

test(
  "both packages bring what the tray is made with, which the program looks for only when it runs",
  { skip },
  () => {
    assert.match(output("dpkg-deb", "--field", deb ?? "", "Depends"), /\blibayatana-appindicator3-1\b/);
    assert.match(
      output("rpm", "-qp", "--requires", rpm ?? ""),
      /^libayatana-appindicator3\.so\.1\(\)\(64bit\)$/m,
    );
  },
);

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
