// What goes wrong meanwhile, one after the other, and right again each time.
import { setTimeout as pause } from "node:timers/promises";

/** @typedef {import("../../tests/window/support/emulator.mjs").Emulator} Emulator */

/** How long each lasts, and how long all is well after it. */
const SPAN_MS = 4_000;

/**
 * Faults of the emulator (tests/emulator/README.md). None of them ends the login, or the wait would never end: what is left of
 * the run would be quiet.
 *
 * @type {((spotify: Emulator) => Promise<unknown>)[]}
 */
const faults = [
  (spotify) => spotify.fault("player", "server_error"),
  (spotify) => spotify.fault("player", "disconnect"),
  (spotify) => spotify.fault("player", "rate_limited", { retry_after_s: 2, times: 1 }),
  (spotify) => spotify.fault("player", "cut_off"),
  (spotify) => spotify.fault("player", "no_answer"),
  (spotify) => spotify.fault("player", "wrong_json"),
  (spotify) => spotify.fault("player", "wrong_types"),
  (spotify) => spotify.fault("player", "negative_numbers"),
  (spotify) => spotify.fault("player", "huge_numbers"),
  (spotify) => spotify.fault("player", "null_fields"),
  (spotify) => spotify.fault("player", "missing_fields"),
  (spotify) => spotify.fault("player", "endless", { bytes: 16_777_216 }),
  (spotify) => spotify.fault("player", "slow", { by_ms: 1_500 }),
  (spotify) => spotify.fault("player", "unauthorized", { times: 1 }),
  (spotify) => spotify.control("tokens/expire-access", {}),
  async (spotify) => {
    await spotify.fault("token", "server_error");
    await spotify.control("tokens/expire-access", {});
  },
  (spotify) => spotify.control("faults", { endpoint: "image", fault: "server_error" }),
  (spotify) => spotify.control("faults", { endpoint: "image", fault: "cut_off" }),
  (spotify) => spotify.item("advert"),
  (spotify) => spotify.item("episode"),
  (spotify) => spotify.item("local"),
];

/**
 * Goes on until the end.
 *
 * @param {Emulator} spotify
 * @param {AbortSignal} end
 * @param {() => void} count called for each
 */
export async function faultsOnAndOff(spotify, end, count) {
  for (let number = 0; !end.aborted; number++) {
    await faults[number % faults.length](spotify);
    count();
    await pause(SPAN_MS);
    await spotify.clearFaults();
    await pause(SPAN_MS);
  }
}
