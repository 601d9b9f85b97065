// Stands for the system's browser: `xdg-open URL` of a test's desk ends here.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { MARK } from "./processes.mjs";

const desk = process.env[MARK] ?? "";
const address = process.argv[2] ?? "";

/** @param {import("./browser.mjs").Seen} seen */
const note = (seen) => appendFileSync(join(desk, "browser.jsonl"), `${JSON.stringify(seen)}\n`);

/** Hands a link to the real xdg-open, the first in PATH that is not the desk's own. @param {string} link */
function handOver(link) {
  const own = join(desk, "bin");
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== own);
  const real = folders.map((folder) => join(folder, "xdg-open")).find((path) => existsSync(path));
  const { status } = spawnSync(real ?? "/usr/bin/xdg-open", [link], {
    env: { ...process.env, PATH: folders.join(delimiter) },
    stdio: "inherit",
  });
  if (status !== 0) note({ failed: `xdg-open: exit ${status}` });
}

/**
 * Presses a button of the consent page, as its form would.
 *
 * @param {string} page
 * @param {"agree" | "cancel"} button
 * @returns {Promise<string>} where the answer leads
 */
async function press(page, button) {
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const account = /value="([^"]+)" checked/.exec(page)?.[1];
  const form = new URLSearchParams({ request, answer: button, ...(account ? { account } : {}) });
  const answer = await fetch(new URL("/authorize", address), {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  return answer.headers.get("location") ?? "";
}

async function visit() {
  note({ opened: address });
  const habit = readFileSync(join(desk, "habit"), "utf8");
  if (habit === "leave") return;
  const page = await (await fetch(address)).text();
  const location = await press(page, habit === "cancel" ? "cancel" : "agree");
  note(location ? { answer: location } : { failed: page });
  if (location === "" || habit === "copy") return;
  if (!location.startsWith("http:")) return handOver(location);
  note({ page: await (await fetch(location)).text() });
}

if (/^https?:/.test(address)) {
  await visit().catch((error) => note({ failed: String(error) }));
} else {
  handOver(address);
}
