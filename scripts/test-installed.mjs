// `npm run test:installed`: what is proved with packages that are really installed, and removed again afterwards. It
// wants a machine where nobody minds, such as a container, and is no part of `npm test`.
import { prove } from "./lib/prove.mjs";
import { answerOf } from "./lib/run.mjs";
import { installed } from "./steps.mjs";

/** Why packages can't be installed here, or nothing. */
function obstacle() {
  if (answerOf("dpkg", ["--version"]) === null) return "this is no Debian system";
  if (process.getuid?.() !== 0) return "only root may install packages";
  const already = answerOf("dpkg-query", ["-W", "-f=${Version}", "songplate"]);
  return already === null ? undefined : `songplate ${already} is installed already; it would be replaced`;
}

const reason = obstacle();
if (reason) {
  console.error(`test:installed: ${reason}`);
  console.log("\n0 passed, 1 failed");
  process.exit(1);
}
process.exit((await prove("installed", installed, process.argv.slice(2))) ? 0 : 1);
