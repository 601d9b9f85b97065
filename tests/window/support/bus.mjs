import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./wait.mjs";

/**
 * A session bus that starts no services by itself, unlike the system's: whether there is a keychain is the test's to
 * decide. What it may start is in `services`.
 *
 * @param {import("./desk.mjs").Desk} desk
 * @param {Record<string, string>} services bus names and the programs behind them
 */
export async function startBus(desk, services = {}) {
  // Not in the folder that is for this user alone: some players refuse to run as root.
  const socket = desk.path("bus");
  const folder = desk.path("bus-services");
  mkdirSync(folder);
  for (const [name, program] of Object.entries(services)) {
    writeFileSync(join(folder, `${name}.service`), `[D-BUS Service]\nName=${name}\nExec=${program}\n`);
  }
  const config = desk.path("bus.conf");
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <servicedir>${folder}</servicedir>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  );
  desk.env.DBUS_SESSION_BUS_ADDRESS = `unix:path=${socket}`;
  const bus = desk.start("dbus-daemon", [`--config-file=${config}`, "--nofork", "--nopidfile"], "bus.log");
  await until("the session bus", () => {
    if (bus.ended !== undefined) throw new Error(`dbus-daemon ended: ${bus.ended}`);
    return existsSync(socket) && ask(desk, "GetId") !== null;
  });
}

/**
 * @param {import("./desk.mjs").Desk} desk
 * @param {string} method of the bus itself
 * @param {string[]} args
 */
function ask(desk, method, ...args) {
  const { status, stdout } = spawnSync(
    "dbus-send",
    [
      "--session",
      "--print-reply",
      "--reply-timeout=2000",
      "--dest=org.freedesktop.DBus",
      "/",
      `org.freedesktop.DBus.${method}`,
      ...args,
    ],
    { env: desk.env, encoding: "utf8" },
  );
  return status === 0 ? stdout : null;
}

/**
 * Whether somebody owns a name on the desk's bus.
 *
 * @param {import("./desk.mjs").Desk} desk
 * @param {string} name
 */
export const hasOwner = (desk, name) =>
  ask(desk, "NameHasOwner", `string:${name}`)?.includes("boolean true") ?? false;
