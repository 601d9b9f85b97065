import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top of the repository. Every path below is absolute, so that the commands work from any folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** @param {...string} parts */
export const inRoot = (...parts) => join(root, ...parts);

export const target = process.env.CARGO_TARGET_DIR ?? inRoot("target");

/** Where tools go that cargo installs for this project alone. */
export const tools = inRoot("target", "tools");

const exe = process.platform === "win32" ? ".exe" : "";

/** The app as it ships. */
export const app = process.env.SONGPLATE_APP ?? join(target, "release", `songplate${exe}`);

export const emulator = process.env.SONGPLATE_EMULATOR ?? join(target, "debug", `songplate-emulator${exe}`);

/** A media player for tests and benchmarks. */
export const fakePlayer =
  process.env.SONGPLATE_FAKE_PLAYER ?? join(target, "debug", "examples", `fake_player${exe}`);

/** Where the packages of the tests of an installed app are built and kept. */
export const testPackages = inRoot("target", "installed");
