import { createServer } from "node:net";
import { Builder } from "selenium-webdriver";
import { toolPath } from "../../../scripts/setup/tools.mjs";
import { until, within } from "./wait.mjs";

/** A port that was free a moment ago. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * tauri-driver with WebKitWebDriver behind it; both must answer before a session is asked for.
 *
 * @param {import("./desk.mjs").Desk} desk
 */
export async function startDriver(desk) {
  for (let attempt = 1; ; attempt++) {
    const [port, nativePort] = [await freePort(), await freePort()];
    const args = ["--port", String(port), "--native-port", String(nativePort)];
    const started = desk.start(toolPath("driver"), args, "driver.log");
    const address = `http://127.0.0.1:${port}`;
    try {
      // tauri-driver hands every request on, so one answer proves both.
      await until("tauri-driver and WebKitWebDriver", async () => {
        if (started.ended !== undefined) return "ended";
        const answer = await fetch(`${address}/status`, { signal: AbortSignal.timeout(1_000) });
        return (await answer.json()).value.ready;
      });
      if (started.ended === undefined) return { started, address };
    } catch (error) {
      await started.stop();
      if (attempt === 3) throw error;
    }
    // Somebody else took one of the ports in between.
    if (attempt === 3) throw new Error(`tauri-driver ended at once: ${desk.printed("driver.log")}`);
  }
}

/**
 * @param {string} address
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<import("selenium-webdriver").WebDriver>}
 */
export function openSession(address, program, args) {
  const session = new Builder()
    .usingServer(address)
    .withCapabilities({ browserName: "wry", "tauri:options": { application: program, args } })
    .build();
  return within("a WebDriver session with the app", 30_000, Promise.resolve(session));
}
