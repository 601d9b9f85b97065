//! The page on which the user agrees, and the requests that wait for it.

use std::collections::HashMap;

use crate::authorize::Ask;
use crate::random;
use crate::registry::Account;

/// Requests whose consent page is open, by a random ID. Each is answered once.
#[derive(Debug, Default)]
pub(crate) struct Pending(HashMap<String, Ask>);

impl Pending {
    pub(crate) fn add(&mut self, ask: Ask) -> String {
        let id = random::text("");
        self.0.insert(id.clone(), ask);
        id
    }

    pub(crate) fn take(&mut self, id: &str) -> Option<Ask> {
        self.0.remove(id)
    }
}

/// The consent page: who asks for what, the accounts to choose from, Agree and Cancel.
pub(crate) fn page(app: &str, request_id: &str, scope: &str, accounts: &[Account], signed_in: &str) -> String {
    let app = escape(app);
    let wishes = scope
        .split(' ')
        .filter(|word| !word.is_empty())
        .fold(String::new(), |list, word| list + "<li>" + &escape(described(word)) + "</li>");
    let wishes = if wishes.is_empty() { "<li>See your public profile</li>".to_owned() } else { wishes };
    let chooser = chooser(accounts, signed_in);
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Authorize {app}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<p class="note">Emulated Spotify on this machine</p>
<h1>{app} would like to</h1>
<ul>{wishes}</ul>
<form method="post" action="/authorize">
<input type="hidden" name="request" value="{request_id}">
{chooser}
<button id="agree" name="answer" value="agree">Agree</button>
<button id="cancel" name="answer" value="cancel">Cancel</button>
</form>
</main>
</body>
</html>
"#
    )
}

fn chooser(accounts: &[Account], signed_in: &str) -> String {
    if let [only] = accounts {
        return format!("<p>Logged in as <b>{}</b>.</p>", escape(only.shown_name()));
    }
    let choices = accounts.iter().fold(String::new(), |list, account| {
        let checked = if account.id == signed_in { " checked" } else { "" };
        let (id, name) = (escape(&account.id), escape(account.shown_name()));
        list + &format!(r#"<label><input type="radio" name="account" value="{id}"{checked}> {name}</label>"#)
    });
    format!("<fieldset><legend>Account</legend>{choices}</fieldset>")
}

fn described(scope: &str) -> &str {
    match scope {
        "user-read-playback-state" => "See what you are playing, and on which device",
        "user-read-currently-playing" => "See what you are playing",
        "user-modify-playback-state" => "Control playback on your devices",
        "user-read-email" => "See your e-mail address",
        "user-read-private" => "See your subscription and country",
        other => other,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const STYLE: &str = "
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#121212;color:#fff;
font:16px/1.5 system-ui,sans-serif}
main{width:min(26rem,90vw);padding:2rem;background:#1f1f1f;border-radius:12px}
h1{font-size:1.4rem;margin:.5rem 0}
.note{margin:0;color:#b3b3b3;font-size:.85rem}
ul{padding-left:1.2rem}
fieldset{border:1px solid #555;border-radius:8px;margin:0 0 1rem;padding:.5rem 1rem}
label{display:block;padding:.25rem 0}
button{display:block;width:100%;margin-top:.75rem;padding:.8rem;border:0;border-radius:99px;
font:inherit;font-weight:700;cursor:pointer}
#agree{background:#1ed760;color:#000}
#cancel{background:transparent;color:#fff;border:1px solid #878787}
button:focus-visible,input:focus-visible{outline:3px solid #9cf;outline-offset:2px}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_needs_no_chooser_and_names_are_escaped() {
        let one = [Account::new("a", "<Alex>")];
        let page = page("App \"x\"", "r1", "user-read-playback-state", &one, "a");
        assert!(page.contains("&lt;Alex&gt;"), "names are text");
        assert!(!page.contains("type=\"radio\""), "nothing to choose");
        assert!(page.contains("id=\"agree\"") && page.contains("id=\"cancel\""));
    }

    #[test]
    fn two_accounts_are_offered_with_the_one_signed_in_first() {
        let two = [Account::new("a", "Alex"), Account::new("b", "Bo")];
        let page = page("App", "r1", "", &two, "b");
        assert!(page.contains(r#"value="b" checked"#));
        assert!(page.contains(r#"value="a">"#));
    }
}
