import type { NoticeKind } from "../bindings";
import { m } from "../paraglide/messages";
import { language } from "../state/language.svelte";
import { day } from "./time";

function unsaved(cause: Extract<NoticeKind, { code: "settings-unsaved" }>["cause"]): string {
  switch (cause) {
    case "read-only":
      return m.notice_settings_unsaved_read_only();
    case "full":
      return m.notice_settings_unsaved_full();
    case "other":
      return m.notice_settings_unsaved_other();
  }
}

function unwritten(cause: Extract<NoticeKind, { code: "files-unwritten" }>["cause"]): string {
  switch (cause) {
    case "no-folder":
      return m.notice_files_no_folder();
    case "read-only":
      return m.notice_files_read_only();
    case "full":
      return m.notice_files_full();
    case "other":
      return m.notice_files_other();
  }
}

export function noticeText(kind: NoticeKind): string {
  switch (kind.code) {
    case "settings-damaged":
      return kind.restored
        ? m.notice_settings_damaged_restored({ path: kind.set_aside })
        : m.notice_settings_damaged_defaults({ path: kind.set_aside });
    case "settings-newer":
      return m.notice_settings_newer({ path: kind.set_aside });
    case "settings-unsaved":
      return unsaved(kind.cause);
    case "secrets-damaged":
      return m.notice_secrets_damaged({ path: kind.set_aside });
    case "keychain-locked":
      return m.notice_keychain_locked();
    case "secrets-unsaved":
      return m.notice_secrets_unsaved();
    case "consent-ends":
      return m.notice_consent_ends({ date: day(kind.at, language()) });
    case "link-unanswered":
      return m.notice_link_unanswered();
    case "overlay-port-taken":
      return m.notice_overlay_port_taken({ wanted: kind.wanted, port: kind.port });
    case "overlays-down":
      return m.notice_overlays_down();
    case "files-unwritten":
      return unwritten(kind.cause);
    case "update-offered":
      return m.notice_update_offered({ version: kind.version });
  }
}
