//! The login's machine.

use std::time::Duration;

use proptest::prelude::*;
use songplate_core::clock::UnixSeconds;
use songplate_core::login::{
    ATTEMPT_LIFETIME, Account, Attempt, Callback, Effect, EndReason, Event, Granted, Ignored, Login, LoginReason,
    LoginStatus, ReturnBy, Stage,
};
use songplate_core::secret::Secret;
use tokio::time::Instant;

const CLIENT_ID: &str = "0123456789abcdef0123456789abcdef";

fn account(id: &str) -> Account {
    Account {
        id: id.to_owned(),
        name: None,
        authorized_at: UnixSeconds(1_000),
        accounts_origin: "https://accounts.spotify.com".to_owned(),
        client_id: CLIENT_ID.parse().unwrap(),
        with_secret: true,
    }
}

fn attempt(id: u32, now: Instant) -> Attempt {
    Attempt {
        id,
        state: Secret::new(format!("state-{id}")),
        return_by: ReturnBy::DeepLink,
        deadline: now + ATTEMPT_LIFETIME,
        stage: Stage::Consent,
    }
}

fn answer(query: &str) -> Callback {
    Callback::parse(&format!("app.songplate://callback?{query}"), None).unwrap()
}

fn returned(query: &str) -> Event {
    Event::Returned(answer(query))
}

fn exchanged(attempt: u32, outcome: Result<&str, LoginReason>) -> Event {
    Event::Exchanged { attempt, outcome: outcome.map(|id| Granted { account: account(id) }) }
}

/// A machine in each of its states, with the name of the state.
fn states(now: Instant) -> Vec<(&'static str, Login)> {
    let apply = |mut login: Login, events: Vec<Event>| {
        for event in events {
            login.apply(event, now).unwrap();
        }
        login
    };
    let begun = || Event::Began(attempt(1, now));
    vec![
        ("signed out", Login::default()),
        ("waiting", apply(Login::default(), vec![begun()])),
        ("exchanging", apply(Login::default(), vec![begun(), returned("code=c&state=state-1")])),
        ("linked", Login::restored(Some(account("alex")), None)),
        ("linked, waiting", apply(Login::restored(Some(account("alex")), None), vec![begun()])),
        (
            "linked, exchanging",
            apply(Login::restored(Some(account("alex")), None), vec![begun(), returned("code=c&state=state-1")]),
        ),
        ("failed", apply(Login::default(), vec![begun(), returned("error=access_denied&state=state-1")])),
        ("ended", apply(Login::restored(Some(account("alex")), None), vec![Event::Ended(EndReason::Revoked)])),
    ]
}

fn kinds(effects: &[Effect]) -> Vec<&'static str> {
    effects
        .iter()
        .map(|effect| match effect {
            Effect::Exchange { .. } => "exchange",
            Effect::EndAttempt => "end attempt",
            Effect::ForgetTokens => "forget tokens",
            Effect::KeepAccount(_) => "keep account",
            Effect::ComeToFront => "come to front",
        })
        .collect()
}

/// What `event` does in every state: the status after it, the reason, and the effects. `Err` where it is ignored.
type Row = (&'static str, Result<(LoginStatus, Option<LoginReason>, Vec<&'static str>), Ignored>);

fn table(event: impl Fn() -> Event, now: Instant) -> Vec<Row> {
    states(now)
        .into_iter()
        .map(|(name, mut login)| {
            let outcome = login.apply(event(), now);
            (name, outcome.map(|effects| (login.status(), login.reason(), kinds(&effects))))
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn the_answer_to_the_pending_attempt_alone_is_exchanged_and_once() {
    use LoginReason::Exchanging;
    use LoginStatus::Waiting;
    let exchange = || Ok((Waiting, Some(Exchanging), vec!["exchange", "come to front"]));
    assert_eq!(
        table(|| returned("code=c&state=state-1"), Instant::now()),
        [
            ("signed out", Err(Ignored::NoLoginPending)),
            ("waiting", exchange()),
            ("exchanging", Err(Ignored::Used)),
            ("linked", Err(Ignored::NoLoginPending)),
            ("linked, waiting", exchange()),
            ("linked, exchanging", Err(Ignored::Used)),
            ("failed", Err(Ignored::NoLoginPending)),
            ("ended", Err(Ignored::NoLoginPending)),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn an_answer_with_another_state_changes_nothing_whatever_it_says() {
    for query in ["code=c&state=state-2", "error=access_denied&state=x", "error=server_error&state=state-11"] {
        for (name, outcome) in table(|| returned(query), Instant::now()) {
            assert!(outcome.is_err(), "{name}: {query}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_ends_the_attempt_and_leaves_the_login_that_is_there() {
    let now = Instant::now();
    for (query, reason) in [
        ("error=access_denied&state=state-1", LoginReason::AccessDenied),
        ("error=server_error&state=state-1", LoginReason::Refused),
    ] {
        let mut login = Login::restored(Some(account("alex")), None);
        login.apply(Event::Began(attempt(1, now)), now).unwrap();
        let effects = login.apply(returned(query), now).unwrap();
        assert_eq!(kinds(&effects), ["end attempt", "come to front"]);
        assert_eq!((login.status(), login.reason()), (LoginStatus::Failed, Some(reason)));
        assert_eq!(login.account(), Some(&account("alex")));
    }
}

#[tokio::test(start_paused = true)]
async fn the_exchange_counts_for_its_own_attempt_alone() {
    use LoginStatus::{Failed, Linked, SignedOut, Waiting};
    let granted = || Ok((Linked, None, vec!["keep account", "end attempt"]));
    assert_eq!(
        table(|| exchanged(1, Ok("sam")), Instant::now()),
        [
            ("signed out", Ok((SignedOut, None, vec![]))),
            ("waiting", granted()),
            ("exchanging", granted()),
            ("linked", Ok((Linked, None, vec![]))),
            ("linked, waiting", granted()),
            ("linked, exchanging", granted()),
            ("failed", Ok((Failed, Some(LoginReason::AccessDenied), vec![]))),
            ("ended", Ok((SignedOut, Some(LoginReason::Revoked), vec![]))),
        ]
    );
    for (name, outcome) in table(|| exchanged(7, Ok("sam")), Instant::now()) {
        let (status, _, effects) = outcome.unwrap();
        assert!(effects.is_empty(), "{name}: an exchange of another attempt is dropped");
        assert_eq!(status == Waiting, name.contains("waiting") || name.contains("exchanging"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_exchange_says_why_and_keeps_the_earlier_login() {
    let now = Instant::now();
    let mut login = Login::restored(Some(account("alex")), None);
    login.apply(Event::Began(attempt(1, now)), now).unwrap();
    login.apply(returned("code=c&state=state-1"), now).unwrap();
    let effects = login.apply(exchanged(1, Err(LoginReason::InvalidClient)), now).unwrap();
    assert_eq!(kinds(&effects), ["end attempt"]);
    assert_eq!((login.status(), login.reason()), (LoginStatus::Failed, Some(LoginReason::InvalidClient)));
    assert_eq!(login.account(), Some(&account("alex")));
}

#[tokio::test(start_paused = true)]
async fn a_new_attempt_replaces_the_pending_one_and_takes_back_what_was_said() {
    let now = Instant::now();
    for (name, outcome) in table(|| Event::Began(attempt(2, now)), now) {
        let (status, reason, effects) = outcome.unwrap();
        assert_eq!((status, reason), (LoginStatus::Waiting, None), "{name}");
        let pending = name.contains("waiting") || name.contains("exchanging");
        assert_eq!(effects, if pending { vec!["end attempt"] } else { vec![] }, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn cancelling_goes_back_to_what_was_before() {
    use LoginStatus::{Linked, SignedOut};
    let statuses: Vec<_> = table(|| Event::Cancelled, Instant::now())
        .into_iter()
        .map(|(name, outcome)| {
            let (status, reason, effects) = outcome.unwrap();
            (name, status, reason, effects.len())
        })
        .collect();
    assert_eq!(
        statuses,
        [
            ("signed out", SignedOut, None, 0),
            ("waiting", SignedOut, None, 1),
            ("exchanging", SignedOut, None, 1),
            ("linked", Linked, None, 0),
            ("linked, waiting", Linked, None, 1),
            ("linked, exchanging", Linked, None, 1),
            ("failed", SignedOut, None, 0),
            ("ended", SignedOut, None, 0),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn logging_out_drops_every_token_from_whatever_state() {
    for (name, outcome) in table(|| Event::LoggedOut, Instant::now()) {
        let (status, reason, effects) = outcome.unwrap();
        assert_eq!((status, reason), (LoginStatus::SignedOut, None), "{name}");
        assert_eq!(effects.last(), Some(&"forget tokens"), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_permission_that_ended_signs_out_at_once_but_not_out_of_an_attempt() {
    for (end, expected) in [(EndReason::Revoked, LoginReason::Revoked), (EndReason::Expired, LoginReason::Expired)] {
        let now = Instant::now();
        let mut login = Login::restored(Some(account("alex")), None);
        let effects = login.apply(Event::Ended(end), now).unwrap();
        assert_eq!(kinds(&effects), ["forget tokens"]);
        assert_eq!((login.status(), login.reason()), (LoginStatus::SignedOut, Some(expected)));
        assert_eq!(login.ended(), Some(end));
        let restarted = Login::restored(None, login.ended());
        assert_eq!(
            (restarted.status(), restarted.reason()),
            (LoginStatus::SignedOut, Some(expected)),
            "also after a restart"
        );

        let mut login = Login::restored(Some(account("alex")), None);
        login.apply(Event::Began(attempt(1, now)), now).unwrap();
        login.apply(Event::Ended(end), now).unwrap();
        assert_eq!(login.status(), LoginStatus::Waiting);
        assert!(login.apply(returned("code=c&state=state-1"), now).is_ok(), "the new consent still counts");
    }
    let mut nobody = Login::default();
    assert!(nobody.apply(Event::Ended(EndReason::Revoked), Instant::now()).unwrap().is_empty());
    assert_eq!(nobody.ended(), None);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_ends_at_its_deadline_and_its_answer_then_comes_too_late() {
    let now = Instant::now();
    let mut login = Login::default();
    login.apply(Event::Began(attempt(1, now)), now).unwrap();
    assert_eq!(login.deadline(), Some(now + ATTEMPT_LIFETIME));
    let just_before = now + ATTEMPT_LIFETIME - Duration::from_millis(1);
    assert!(login.apply(Event::TimePassed, just_before).unwrap().is_empty());
    let late = login.clone().apply(returned("code=c&state=state-1"), now + ATTEMPT_LIFETIME);
    assert_eq!(late.unwrap_err(), Ignored::NoLoginPending);
    let effects = login.apply(Event::TimePassed, now + ATTEMPT_LIFETIME).unwrap();
    assert_eq!(kinds(&effects), ["end attempt"]);
    assert_eq!((login.status(), login.reason()), (LoginStatus::Failed, Some(LoginReason::TimedOut)));
    assert_eq!(login.deadline(), None);
}

#[tokio::test(start_paused = true)]
async fn the_name_is_remembered_and_a_refusal_told_without_signing_out() {
    let now = Instant::now();
    let mut login = Login::restored(Some(account("")), None);
    let refused = Event::Described { outcome: Err(LoginReason::NotOnUserList) };
    assert!(login.apply(refused, now).unwrap().is_empty());
    assert_eq!((login.status(), login.reason()), (LoginStatus::Linked, Some(LoginReason::NotOnUserList)));
    let named = Event::Described { outcome: Ok(("alex".to_owned(), Some("Alex".to_owned()))) };
    assert_eq!(kinds(&login.apply(named.clone(), now).unwrap()), ["keep account"]);
    assert_eq!(login.account().and_then(|account| account.name.as_deref()), Some("Alex"));
    assert_eq!(login.reason(), None);
    assert!(Login::default().apply(named, now).unwrap().is_empty(), "nobody is there to be named");
}

fn any_event() -> impl Strategy<Value = (u8, u32, u64)> {
    (0_u8..12, 0_u32..4, 0_u64..400)
}

proptest! {
    /// Whatever happens in whatever order: no code is exchanged twice, no attempt outlives its deadline, a linked
    /// account comes from an exchange that succeeded, and it goes only by a log-out, an end or another login.
    #[test]
    fn random_sequences_keep_the_promises(events in prop::collection::vec(any_event(), 1..60)) {
        let mut now = Instant::now();
        let mut login = Login::default();
        let mut attempts = 0;
        let mut exchanges = std::collections::HashSet::new();
        for (kind, number, seconds) in events {
            now += Duration::from_secs(seconds);
            let before = login.account().cloned();
            let event = match kind {
                0 | 1 => { attempts += 1; Event::Began(attempt(attempts, now)) }
                2 | 3 => returned(&format!("code=c&state=state-{}", attempts.saturating_sub(number))),
                4 => returned(&format!("error=access_denied&state=state-{}", attempts.saturating_sub(number))),
                5 | 6 => exchanged(attempts.saturating_sub(number), Ok("sam")),
                7 => exchanged(attempts.saturating_sub(number), Err(LoginReason::Network)),
                8 => Event::Cancelled,
                9 => Event::LoggedOut,
                10 => Event::Ended(EndReason::Revoked),
                _ => Event::TimePassed,
            };
            let snapshot = login.clone();
            let outcome = login.apply(event.clone(), now);
            for effect in outcome.as_deref().unwrap_or_default() {
                if let Effect::Exchange { attempt, .. } = effect {
                    prop_assert!(exchanges.insert(*attempt), "attempt {attempt} was exchanged twice");
                }
            }
            if outcome.is_err() {
                prop_assert!(matches!(event, Event::Returned(_)));
                prop_assert_eq!(login.account(), snapshot.account());
            }
            prop_assert!(login.attempt().is_none_or(|pending| pending.deadline > now));
            if before.is_none() && login.account().is_some() {
                let by_exchange = matches!(event, Event::Exchanged { outcome: Ok(_), .. });
                prop_assert!(by_exchange);
            }
            if before.is_some() && login.account().is_none() {
                let dropped = kinds(&outcome.unwrap_or_default()).contains(&"forget tokens");
                prop_assert!(dropped, "tokens are dropped with their account");
            }
        }
    }
}
