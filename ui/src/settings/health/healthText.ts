import type { Condition, FilesTrouble, HealthCause, OfflineCause, Part, Remedy } from "../../bindings";
import { m } from "../../paraglide/messages";
import { ahead } from "../../shared/relative";
import { language } from "../../state/language.svelte";
import { reasonText } from "../loginText";
import { causeText, otherwiseText, stepText } from "../updates/updateText";

export function partName(part: Part): string {
  return {
    login: m.health_part_login(),
    source: m.health_part_source(),
    overlay: m.health_part_overlay(),
    files: m.health_part_files(),
    updates: m.health_part_updates(),
  }[part];
}

export type ConditionText = {
  name: string;
  icon: "info" | "check" | "clock" | "alert";
  tone?: "good" | "wait" | "alert";
};

export function conditionText(condition: Condition): ConditionText {
  switch (condition) {
    case "good":
      return { name: m.health_good(), icon: "check", tone: "good" };
    case "waiting":
      return { name: m.health_waiting(), icon: "clock", tone: "wait" };
    case "trouble":
      return { name: m.health_trouble(), icon: "alert", tone: "alert" };
    case "off":
      return { name: m.health_off(), icon: "info" };
  }
}

function offline(cause: OfflineCause): string {
  return {
    network: m.status_offline_network(),
    server: m.status_offline_server(),
    nonsense: m.status_offline_nonsense(),
    keychain: m.status_offline_keychain(),
  }[cause];
}

function unwritten(cause: FilesTrouble): string {
  return {
    "no-folder": m.files_trouble_no_folder(),
    "read-only": m.files_trouble_read_only(),
    full: m.files_trouble_full(),
    other: m.files_trouble_other(),
  }[cause];
}

/** Why a part is not well, in plain words. */
export function healthCauseText(cause: HealthCause, now: number): string {
  switch (cause.code) {
    case "login":
      return reasonText(cause.reason);
    case "consent-ends":
      return m.health_consent_ends({ time: ahead(cause.at, language(), now) });
    case "source-starting":
      return m.health_source_starting();
    case "player-gone":
      return m.health_player_gone();
    case "source-offline":
      return offline(cause.cause);
    case "rate-limited":
      return m.status_rate_limited_text();
    case "quota":
      return m.status_quota_text();
    case "source-forbidden":
      return {
        "not-on-user-list": m.status_forbidden_not_on_user_list(),
        "owner-needs-premium": m.status_forbidden_owner_needs_premium(),
        other: m.health_source_forbidden(),
      }[cause.reason];
    case "sign-in-again":
      return m.status_sign_in_again_text();
    case "overlay-port-taken":
      return m.server_moved({ wanted: cause.wanted, port: cause.port });
    case "overlay-no-port":
      return m.obs_no_link_taken();
    case "overlay-refused":
      return m.obs_no_link_refused();
    case "overlay-down":
      return m.health_overlay_down();
    case "files-unwritten":
      return unwritten(cause.cause);
    case "updates-not-configured":
      return m.update_not_configured();
    case "updates-otherwise":
      return otherwiseText(cause.how);
    case "update-failed":
      return `${stepText(cause.step)}. ${causeText(cause.cause)}`;
    case "update-refused":
      return `${m.update_refused({ version: cause.version })}. ${m.update_refused_text()}`;
  }
}

export function remedyText(remedy: Remedy): string {
  switch (remedy) {
    case "log-in":
      return m.health_go_to_login();
    case "check-credentials":
      return m.health_check_credentials();
    case "open-dashboard":
      return m.open_dashboard();
    case "retry-secrets":
    case "try-again":
      return m.try_again();
    case "open-overlay-settings":
      return m.health_choose_port();
    case "open-files-settings":
      return m.health_choose_folder();
    case "check-updates":
      return m.update_check();
    case "install-update":
      return m.health_go_to_updates();
  }
}
