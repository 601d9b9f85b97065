import type { Backend } from "../../backend/backend";
import type { UpdateState } from "../../bindings";
import { m } from "../../paraglide/messages";

export type UpdateAction = {
  testid: string;
  label: string;
  primary: boolean;
  act: (backend: Backend) => Promise<void>;
};

const install = (label: string): UpdateAction => ({
  testid: "install-update",
  label,
  primary: true,
  act: (backend) => backend.installUpdate(),
});

const later = (label: string): UpdateAction => ({
  testid: "update-later",
  label,
  primary: false,
  act: (backend) => backend.installUpdateLater(),
});

const CHECK_AGAIN = (): UpdateAction => ({
  testid: "retry-check",
  label: m.try_again(),
  primary: true,
  act: (backend) => backend.checkForUpdates(),
});

const CANCEL = (): UpdateAction => ({
  testid: "cancel-update",
  label: m.update_cancel(),
  primary: false,
  act: (backend) => backend.cancelUpdate(),
});

function afterFailure(
  { step, version, ready }: Extract<UpdateState, { status: "failed" }>,
  listening: boolean,
): UpdateAction {
  if (step === "check" || version === null) return CHECK_AGAIN();
  return install(ready && listening ? m.update_try_listening() : m.try_again());
}

/** What the user can do where updates stand. Nothing interrupts listening without saying so. */
export function updateActions(state: UpdateState, listening: boolean): UpdateAction[] {
  switch (state.status) {
    case "offered":
      return [install(m.update_download())];
    case "downloading":
      return [CANCEL()];
    case "ready": {
      const now = install(listening ? m.update_install_listening() : m.update_install());
      if (state.waits_for !== "user") return [now];
      return [now, later(listening ? m.update_later_stop() : m.update_later_quit())];
    }
    case "installed":
      return [install(listening ? m.update_restart_listening() : m.update_restart())];
    case "failed":
      return [afterFailure(state, listening)];
    case "off":
    case "not-configured":
    case "unavailable":
    case "idle":
    case "checking":
    case "installing":
      return [];
  }
}
