// `npm test`: everything that is proved without a network, in the order in which a mistake costs least time.
// `npm test -- window clippy` runs only the steps whose names begin with one of the words.
import { duration, heading } from "./lib/print.mjs";
import { runSteps } from "./lib/steps.mjs";
import { setup } from "./setup.mjs";
import { rust, scripts, shipped, sources, ui } from "./steps.mjs";

const words = process.argv.slice(2);

const began = Date.now();
heading("setup");
if (!(await setup("test"))) {
  console.log("\n0 passed, 1 failed");
  process.exit(1);
}
console.log(`setup: ready (${duration(Date.now() - began)})`);

const all = [...sources(), ...scripts(), ...ui(), ...rust(), ...shipped()];
const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
if (chosen.length === 0) {
  console.error(`no such step; there are: ${all.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}
process.exit((await runSteps(chosen, began)) ? 0 : 1);
