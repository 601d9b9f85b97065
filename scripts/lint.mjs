// `npm run lint`: what can be said about the code without running it.
import { runSteps } from "./lib/steps.mjs";
import { setup } from "./setup.mjs";
import { clippy, deny, scriptTypes, sources, uiBuild, uiChecks } from "./steps.mjs";

const began = Date.now();
if (!(await setup("lint"))) process.exit(1);
process.exit(
  (await runSteps([...sources(), scriptTypes(), ...uiChecks(), uiBuild(), clippy(), deny()], began)) ? 0 : 1,
);
