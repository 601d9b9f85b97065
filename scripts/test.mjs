// `npm test`: everything that is proved without a network, in the order in which a mistake costs least time.
// `npm test -- window clippy` runs only the steps whose names begin with one of the words.
import { prove } from "./lib/prove.mjs";
import { rust, scripts, shipped, sources, ui } from "./steps.mjs";

const steps = () => [...sources(), ...scripts(), ...ui(), ...rust(), ...shipped()];
process.exit((await prove("test", steps, process.argv.slice(2))) ? 0 : 1);
