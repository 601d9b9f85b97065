/**
 * Why packages with this configuration must not be released: they could never be updated, or not safely.
 *
 * @param {{ pubkey?: unknown, endpoints?: unknown, requireSignedVersion?: unknown,
 *   dangerousInsecureTransportProtocol?: unknown }} [updater] `plugins.updater`
 * @returns {string[]}
 */
export function unfit({ pubkey, endpoints, requireSignedVersion, dangerousInsecureTransportProtocol } = {}) {
  const reasons = [];
  if (!pubkey) reasons.push("there is no public key: plugins.updater.pubkey");
  // Without it an old package could be served under a new number.
  if (requireSignedVersion !== true) reasons.push("requireSignedVersion must be true");
  // Such packages take channels in the clear, and from wherever SONGPLATE_UPDATE_URL says.
  if (dangerousInsecureTransportProtocol) {
    reasons.push("dangerousInsecureTransportProtocol is for test packages");
  }
  const addresses = Array.isArray(endpoints) ? endpoints : [];
  for (const name of ["stable.json", "beta.json"]) {
    const is = (/** @type {unknown} */ address) =>
      typeof address === "string" && address.startsWith("https://") && address.endsWith(`/${name}`);
    if (!addresses.some(is)) reasons.push(`no endpoint is https and ends in ${name}`);
  }
  return reasons;
}
