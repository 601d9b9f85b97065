import { readdirSync } from "node:fs";
import { cargoTest, nodeTest, nextest, playwright, vitest } from "./lib/counts.mjs";
import { npmExec, npmRun } from "./lib/npm.mjs";
import { inRoot } from "./lib/paths.mjs";
import { hasNextest, toolPath } from "./setup/tools.mjs";

/** @typedef {import("./lib/steps.mjs").Step} Step */

/**
 * The tests in a folder, by name: not every shell knows `*`.
 *
 * @param {...string} folder in the top folder
 */
const testsIn = (...folder) =>
  readdirSync(inRoot(...folder))
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => inRoot(...folder, name));

/** @returns {Step[]} */
export const sources = () => [
  { name: "format: Rust", command: ["cargo", "fmt", "--all", "--check"] },
  {
    name: "format: the rest",
    command: npmExec("prettier", "--check", "--log-level", "warn", "."),
  },
];

/** What builds, tests and demonstrates the app is code too. @returns {Step} */
export const scriptTypes = () => ({
  name: "scripts types",
  command: npmExec("tsc", "-p", "scripts/tsconfig.json"),
});

/** @returns {Step[]} */
export const scripts = () => [
  scriptTypes(),
  {
    name: "scripts tests",
    command: ["node", "--test", "--test-reporter=spec", ...testsIn("scripts", "tests")],
    count: nodeTest,
  },
];

/** @returns {Step[]} */
export const uiChecks = () => [
  { name: "ui types", command: npmRun("ui:check") },
  { name: "ui lint", command: npmRun("ui:lint") },
];

/** clippy and every Rust build look at `ui/dist`. @returns {Step} */
export const uiBuild = () => ({ name: "ui build", command: npmRun("ui:build") });

/** @returns {Step[]} */
export const ui = () => [
  ...uiChecks(),
  uiBuild(),
  { name: "ui tests", command: npmRun("ui:test"), count: vitest },
  { name: "ui pages", command: npmRun("ui:pages"), count: playwright },
];

/** @returns {Step} */
export const clippy = () => ({
  name: "clippy",
  command: ["cargo", "clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"],
});

/** @returns {Step} */
export const deny = () => ({
  name: "licences and sources",
  // A build for this system leaves other systems' crates aside, and they are looked at too.
  before: ["cargo", "fetch", "--locked", "--quiet"],
  command: [toolPath("deny"), "--offline", "check", "bans", "licenses", "sources"],
});

const everyTest = ["--workspace", "--locked", "--no-fail-fast"];

/** nextest where it is installed, for it runs tests side by side; else what comes with cargo. @returns {Step[]} */
const rustTests = () =>
  hasNextest()
    ? [
        { name: "rust tests", command: ["cargo", "nextest", "run", ...everyTest], count: nextest },
        { name: "rust examples", command: ["cargo", "test", "--doc", ...everyTest], count: cargoTest },
      ]
    : [{ name: "rust tests", command: ["cargo", "test", ...everyTest], count: cargoTest }];

/** @returns {Step[]} */
export const rust = () => [clippy(), deny(), ...rustTests()];

/** A scripted player, for what no real one does. @returns {Step} */
const fakePlayer = () => ({
  name: "fake player",
  command: ["cargo", "build", "--locked", "-p", "songplate-media", "--example", "fake_player"],
});

/** @returns {Step} */
const emulator = () => ({
  name: "emulator",
  command: ["cargo", "build", "--locked", "-p", "songplate-emulator"],
});

/**
 * What is proved on the program and the packages as they ship. There are packages and a driver of the window on Linux
 * alone so far; elsewhere the program must at least build.
 *
 * @returns {Step[]}
 */
export const shipped = () =>
  process.platform === "linux"
    ? [
        emulator(),
        fakePlayer(),
        // Builds the release binary too; a build of its own would only build it twice.
        { name: "packages", command: npmRun("package") },
        { name: "window tests", command: npmRun("test:window"), count: nodeTest },
      ]
    : [{ name: "build", command: npmRun("build") }];

/** What is proved with packages that are really installed. @returns {Step[]} */
export const installed = () => [
  emulator(),
  // One test is about the program as it ships.
  { name: "program", command: npmRun("build") },
  { name: "test packages", command: ["node", inRoot("scripts", "installed", "build.mjs")] },
  {
    name: "installed tests",
    command: [
      "node",
      "--test",
      "--test-concurrency=1",
      "--test-reporter=spec",
      ...testsIn("tests", "installed"),
    ],
    count: nodeTest,
  },
];
