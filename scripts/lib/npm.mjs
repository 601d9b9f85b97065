import { basename } from "node:path";

/** Where npm tells a script which npm has started it. */
const { npm_execpath: cli } = process.env;

/**
 * How npm is started with these arguments. On Windows npm is a batch file, which Node starts only through a shell, and a
 * shell would want every argument quoted; so Node runs npm itself wherever it is known where that lies.
 *
 * @param {...string} args
 * @returns {[command: string, ...args: string[]]}
 */
export const npm = (...args) =>
  cli && basename(cli) === "npm-cli.js" ? [process.execPath, cli, ...args] : ["npm", ...args];

/** The same for a script of package.json, without npm's own words. @param {string} script */
export const npmRun = (script) => npm("run", "--silent", script);

/** The same for a program that an installed package brings. @param {string} name @param {...string} args */
export const npmExec = (name, ...args) => npm("exec", "--no", "--", name, ...args);
