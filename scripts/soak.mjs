// `npm run soak`: the shipped program for half an hour at high playback speed, with faults on and off and its windows opened
// and destroyed over and over; `npm run soak -- --minutes 3` for less. Ends with 1 when something has grown.
import { parseArgs } from "node:util";
import { buildFor } from "./bench/build.mjs";
import { heading } from "./lib/print.mjs";
import { soak } from "./soak/run.mjs";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error("usage: npm run soak [-- --minutes 30]");
  process.exit(2);
}
heading(`soak: ${minutes} minutes of songs, faults and windows`);
try {
  await buildFor("program");
  process.exitCode = (await soak(minutes * 60)) ? 0 : 1;
} catch (error) {
  console.error(`soak failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
