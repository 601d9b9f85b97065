import type { CommandError } from "../bindings";
import { m } from "../paraglide/messages";

export function errorText(error: CommandError): string {
  switch (error.code) {
    case "would-sign-out":
      return m.error_would_sign_out();
    case "client-id-malformed":
      return m.client_id_malformed();
    case "client-secret-malformed":
      return m.client_secret_malformed();
    case "client-secret-missing":
      return m.client_secret_missing();
    case "no-login-pending":
      return m.error_no_login_pending();
    case "not-an-answer":
      return m.error_not_an_answer();
    case "keychain":
      return m.error_keychain();
    case "browser":
      return m.error_browser();
    case "loopback":
      return m.error_loopback();
    case "gone":
      return m.error_gone();
    case "too-many":
      return m.error_too_many();
    case "name":
      return m.error_name();
    case "last-overlay":
      return m.error_last_overlay();
    case "out-of-range":
      return m.error_out_of_range({ field: error.field });
    case "style-not-json":
      return m.error_style_not_json({ detail: error.detail });
    case "style-not-a-style":
      return m.error_style_not_a_style();
    case "style-newer":
      return m.error_style_newer();
    case "style-field":
      return m.error_style_field({ detail: error.detail });
    case "style-too-large":
      return m.error_style_too_large();
    case "css-loads":
      return m.error_css_loads({ line: error.line, what: error.what });
    case "css-broken":
      return m.error_css_broken({ line: error.line });
    case "css-too-long":
      return m.error_css_too_long();
    case "folder":
      return m.error_folder();
    case "text":
      return m.error_text();
    case "app":
      return m.error_app();
    case "clean-text":
      return m.error_clean_text({ number: error.rule + 1 });
    case "clean-pattern":
      return m.error_clean_pattern({ number: error.rule + 1, detail: error.detail });
    case "autostart":
      return m.error_autostart();
    case "unwritable":
      return m.error_unwritable();
    case "internal":
      return m.error_internal();
  }
}
