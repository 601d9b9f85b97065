//! The consent page and its answers.

use songplate_emulator::{Account, Emulator, SECOND_ACCOUNT_ID};

use crate::support::{Proof, VERIFIER, ask_with, exchange, get, get_as, post_form, token_as};
use crate::wire::Answer;

fn asking() -> Emulator {
    Emulator::builder().stopped_clock().start_now().unwrap()
}

/// The hidden field that ties the form to its request.
fn request_id(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let (_, rest) = text.split_once(r#"name="request" value=""#).expect("the form");
    rest.split_once('"').unwrap().0.to_owned()
}

fn press(emulator: &Emulator, request: &str, answer: &str, account: &str) -> Answer {
    post_form(emulator, "/authorize", &[], &[("request", request), ("answer", answer), ("account", account)])
}

#[test]
fn the_page_offers_both_answers_and_every_account() {
    let page = get(&asking(), &ask_with(&[]));
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    let text = page.text();
    for part in [r#"id="agree""#, r#"id="cancel""#, "Alex Example", "Robin Sample", r#"type="radio""#] {
        assert!(text.contains(part), "{part} is missing");
    }
    assert!(!text.contains("st4te"), "the state stays with the server");
}

#[test]
fn agreeing_gives_a_code_for_the_chosen_account() {
    let emulator = asking();
    let request = request_id(&get(&emulator, &ask_with(&[])));
    let back = press(&emulator, &request, "agree", SECOND_ACCOUNT_ID);
    assert_eq!(back.status, 302);
    assert_eq!(back.redirect_param("state").as_deref(), Some("st4te"));
    let code = back.redirect_param("code").unwrap();
    let tokens = token_as(&emulator, Proof::Secret, &exchange(&code, VERIFIER)).json();
    let me = get_as(&emulator, "/v1/me", tokens["access_token"].as_str().unwrap()).json();
    assert_eq!((&me["id"], &me["display_name"]), (&SECOND_ACCOUNT_ID.into(), &"Robin Sample".into()));
    assert!(me.get("product").is_none(), "gone since February 2026");
}

#[test]
fn cancelling_comes_back_as_access_denied() {
    let emulator = asking();
    let request = request_id(&get(&emulator, &ask_with(&[])));
    let back = press(&emulator, &request, "cancel", SECOND_ACCOUNT_ID);
    assert_eq!(back.redirect_param("error").as_deref(), Some("access_denied"));
    assert_eq!(back.redirect_param("state").as_deref(), Some("st4te"));
    assert_eq!(back.redirect_param("code"), None);
}

#[test]
fn a_page_is_answered_once_and_only_for_known_accounts() {
    let emulator = asking();
    let request = request_id(&get(&emulator, &ask_with(&[])));
    assert_eq!(press(&emulator, &request, "cancel", SECOND_ACCOUNT_ID).status, 302);
    assert_eq!(press(&emulator, &request, "agree", SECOND_ACCOUNT_ID).status, 400);
    assert_eq!(press(&emulator, "made-up", "agree", SECOND_ACCOUNT_ID).status, 400);
    let request = request_id(&get(&emulator, &ask_with(&[])));
    assert_eq!(press(&emulator, &request, "agree", "nobody").status, 400);
}

#[test]
fn a_name_is_text_on_the_page() {
    let account = Account::new("x", "<script>alert(1)</script>");
    let emulator = Emulator::builder().account(account).start_now().unwrap();
    assert!(!get(&emulator, &ask_with(&[])).text().contains("<script>"));
}
