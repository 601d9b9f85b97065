import type { Backend, Refusal } from "../../backend/backend";
import type { Remedy } from "../../bindings";
import type { Section } from "../sections";

/** Where something is mended by what stands in another section. */
function sectionOf(remedy: Remedy): Section | null {
  switch (remedy) {
    case "log-in":
    case "check-credentials":
      return "spotify";
    case "open-overlay-settings":
      return "overlay";
    case "open-files-settings":
      return "files";
    // Not done at once: to install may interrupt listening, which the button there says.
    case "install-update":
      return "updates";
    default:
      return null;
  }
}

/** Mends a part, or opens the section where that is done. */
export async function mend(
  backend: Backend,
  remedy: Remedy,
  onopen: (section: Section) => void,
): Promise<Refusal> {
  const section = sectionOf(remedy);
  if (section) {
    onopen(section);
    return null;
  }
  switch (remedy) {
    case "open-dashboard":
      return backend.openDashboard();
    case "retry-secrets":
      await backend.retrySecrets();
      break;
    case "try-again":
      await backend.tryAgain();
      break;
    case "check-updates":
      await backend.checkForUpdates();
      break;
  }
  return null;
}
