import type { Otherwise, UpdateCause, UpdateState, UpdateStep, UpdateView, Verdict } from "../../bindings";
import { m } from "../../paraglide/messages";
import { day } from "../../shared/time";
import { language } from "../../state/language.svelte";

export type UpdateText = {
  title: string;
  sentence: string;
  icon: "info" | "check" | "clock" | "alert" | "download";
  tone?: "good" | "wait" | "alert";
};

export function otherwiseText(how: Otherwise): string {
  switch (how) {
    case "package-manager":
      return m.update_by_package_manager();
    case "download":
      return m.update_by_download();
    case "build":
      return m.update_by_build();
  }
}

export function stepText(step: UpdateStep): string {
  switch (step) {
    case "check":
      return m.update_failed_check();
    case "download":
      return m.update_failed_download();
    case "install":
      return m.update_failed_install();
  }
}

export function causeText(cause: UpdateCause): string {
  switch (cause.code) {
    case "offline":
      return m.update_cause_offline();
    case "server":
      return m.update_cause_server({ status: cause.status });
    case "not-json":
      return m.update_cause_not_json();
    case "no-package":
      return m.update_cause_no_package();
    case "signature":
      return m.update_cause_signature();
    case "version-mismatch":
      return m.update_cause_version_mismatch();
    case "truncated":
      return m.update_cause_truncated();
    case "no-permission":
      return m.update_cause_no_permission();
    case "disk-full":
      return m.update_cause_disk_full();
    case "other":
      return m.update_cause_other();
  }
}

function verdictText(verdict: Verdict): UpdateText {
  switch (verdict.code) {
    case "not-checked":
      return { title: m.update_not_checked(), sentence: m.update_not_checked_text(), icon: "clock" };
    case "up-to-date":
      return {
        title: m.update_up_to_date(),
        sentence: m.update_up_to_date_text(),
        icon: "check",
        tone: "good",
      };
    case "stable-is-older":
      return {
        title: m.update_stable_is_older(),
        sentence: m.update_stable_is_older_text({ stable: verdict.stable, current: verdict.current }),
        icon: "info",
      };
    case "refused":
      return {
        title: m.update_refused({ version: verdict.version }),
        sentence: m.update_refused_text(),
        icon: "alert",
        tone: "alert",
      };
  }
}

function offeredSentence(state: Extract<UpdateState, { status: "offered" }>, current: string): string {
  return state.date === null
    ? m.update_offered_text({ current })
    : m.update_published({ date: day(state.date, language()), current });
}

function readySentence(state: Extract<UpdateState, { status: "ready" }>): string {
  switch (state.waits_for) {
    case "user":
      return m.update_ready_text();
    case "stop":
      return m.update_ready_stop();
    case "quit":
      return m.update_ready_quit();
  }
}

/** Where updates stand, in words. */
export function updateText({ state, version: current }: UpdateView, listening: boolean): UpdateText {
  switch (state.status) {
    case "off":
      return { title: m.update_off(), sentence: m.update_off_text(), icon: "info" };
    case "not-configured":
      return { title: m.update_not_configured(), sentence: m.update_not_configured_text(), icon: "info" };
    case "unavailable":
      return { title: m.update_otherwise(), sentence: otherwiseText(state.how), icon: "info" };
    case "idle":
      return verdictText(state.verdict);
    case "checking":
      return { title: m.update_checking(), sentence: "", icon: "clock", tone: "wait" };
    case "offered":
      return {
        title: m.update_offered({ version: state.version }),
        sentence: offeredSentence(state, current),
        icon: "download",
        tone: "good",
      };
    case "downloading":
      return {
        title: m.update_downloading({ version: state.version }),
        sentence: m.update_downloading_text(),
        icon: "download",
        tone: "wait",
      };
    case "ready":
      return {
        title: m.update_ready({ version: state.version }),
        sentence: readySentence(state),
        icon: "check",
        tone: "good",
      };
    case "installing":
      return {
        title: m.update_installing({ version: state.version }),
        sentence: m.update_installing_text(),
        icon: "clock",
        tone: "wait",
      };
    case "installed":
      return {
        title: m.update_installed({ version: state.version }),
        sentence: listening ? m.update_installed_listening() : m.update_installed_text(),
        icon: "check",
        tone: "good",
      };
    case "failed":
      return {
        title: stepText(state.step),
        sentence: causeText(state.cause),
        icon: "alert",
        tone: "alert",
      };
  }
}
