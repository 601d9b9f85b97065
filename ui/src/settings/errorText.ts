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
    case "internal":
      return m.error_internal();
  }
}
