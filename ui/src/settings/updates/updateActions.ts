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

const checkAgain = (primary: boolean): UpdateAction => ({
  testid: "retry-check",
  label: m.try_again(),
  primary,
  act: (backend) => backend.checkForUpdates(),
});

const cancel = (label: string): UpdateAction => ({
  testid: "cancel-update",
  label,
  primary: false,
  act: (backend) => backend.cancelUpdate(),
});

const installNow = (listening: boolean) =>
  install(listening ? m.update_install_listening() : m.update_install());

const installLater = (listening: boolean) => later(listening ? m.update_later_stop() : m.update_later_quit());

function afterFailure(
  { step, version, ready }: Extract<UpdateState, { status: "failed" }>,
  listening: boolean,
): UpdateAction[] {
  if (version === null) return [checkAgain(true)];
  // What was found before stays on offer.
  if (step === "check") {
    return [checkAgain(false), ready ? installNow(listening) : install(m.update_download())];
  }
  if (!ready) return [install(m.try_again())];
  return [installLater(listening), install(listening ? m.update_try_listening() : m.try_again())];
}

/** What the user can do where updates stand. Nothing interrupts listening without saying so. */
export function updateActions(state: UpdateState, listening: boolean): UpdateAction[] {
  switch (state.status) {
    case "offered":
      return [install(m.update_download())];
    case "downloading":
      return [cancel(m.update_cancel())];
    case "ready":
      // Not "now" first: it would come up where the download is cancelled, under the pointer of who does that.
      return [
        state.waits_for === "user" ? installLater(listening) : cancel(m.update_not_this_time()),
        installNow(listening),
      ];
    case "installed":
      return [install(listening ? m.update_restart_listening() : m.update_restart())];
    case "failed":
      return afterFailure(state, listening);
    case "off":
    case "not-configured":
    case "unavailable":
    case "idle":
    case "checking":
    case "installing":
      return [];
  }
}
