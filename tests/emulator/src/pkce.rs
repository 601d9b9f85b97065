//! Proof Key for Code Exchange (RFC 7636), method S256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Whether a challenge is 43 to 128 characters of base64url (RFC 7636 section 4.2).
pub(crate) fn is_well_formed_challenge(challenge: &str) -> bool {
    (43..=128).contains(&challenge.len())
        && challenge.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether a verifier is 43 to 128 unreserved characters (RFC 7636 section 4.1).
pub(crate) fn is_well_formed_verifier(verifier: &str) -> bool {
    (43..=128).contains(&verifier.len())
        && verifier.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~'))
}

/// The challenge that belongs to a verifier (RFC 7636 section 4.6).
#[must_use]
pub fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_appendix_b() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge_of(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_well_formed_verifier(verifier));
    }

    #[test]
    fn lengths_and_characters_are_checked() {
        assert!(!is_well_formed_challenge(&"a".repeat(42)));
        assert!(is_well_formed_challenge(&"a".repeat(43)));
        assert!(is_well_formed_challenge(&"a".repeat(128)));
        assert!(!is_well_formed_challenge(&"a".repeat(129)));
        assert!(!is_well_formed_challenge(&format!("{}=", "a".repeat(43))));
        assert!(!is_well_formed_challenge(&format!("{}~", "a".repeat(43))));
        assert!(is_well_formed_verifier(&"~".repeat(43)));
        assert!(!is_well_formed_verifier(&"+".repeat(43)));
    }
}
