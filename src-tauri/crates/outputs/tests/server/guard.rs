//! Who is answered: every combination of method, host, origin, token and path.

use futures_util::{StreamExt, stream};

use crate::support::*;

const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"];

/// `PORT` stands for the server's.
const HOSTS: [&[&str]; 13] = [
    &["127.0.0.1:PORT"],
    &[],
    &["127.0.0.1:PORT", "127.0.0.1:PORT"],
    &["evil.example"],
    &["evil.example:PORT"],
    &["localhost.evil:PORT"],
    &["0.0.0.0:PORT"],
    &["localhost:PORT"],
    &["LOCALHOST:PORT"],
    &["127.0.0.1:1"],
    &["127.0.0.1"],
    &["127.0.0.1.:PORT"],
    &["[::1]:PORT"],
];

const ORIGINS: [&[&str]; 7] = [
    &[],
    &["http://127.0.0.1:PORT"],
    &["http://evil.example"],
    &["null"],
    &["http://localhost:PORT"],
    &["https://127.0.0.1:PORT"],
    &["http://127.0.0.1:PORT", "http://127.0.0.1:PORT"],
];

/// `TOKEN` stands for the right one.
const QUERIES: [&str; 8] = [
    "?token=TOKEN",
    "?v=1&token=TOKEN",
    "",
    "?token=",
    "?token=02020202020202020202020202020202",
    "?token=TOKEN0",
    "?token=TOKEN&token=TOKEN",
    "?Token=TOKEN",
];

/// `KEY` stands for that of a cover that there is.
const PATHS: [(&str, u16); 10] = [
    ("/overlay", 200),
    ("/now-playing", 200),
    ("/events", 200),
    ("/reply", 200),
    ("/cover/KEY", 200),
    ("/cover/00000000000000000000000000000000", 404),
    ("/socket", 426),
    ("/ready", 426),
    ("/", 404),
    ("/overlay/", 404),
];

#[derive(Clone, Copy)]
struct Case {
    method: &'static str,
    host: &'static [&'static str],
    origin: &'static [&'static str],
    query: &'static str,
    path: (&'static str, u16),
}

impl Case {
    /// By position in the lists above, where what is right stands first.
    fn expected(self) -> u16 {
        let own_page = self.origin == ORIGINS[0] || self.origin == ORIGINS[1] || self.path.0 == "/ready";
        match self {
            Case { host, .. } if host.len() != 1 => 400,
            Case { host, .. } if host != HOSTS[0] => 403,
            Case { method, .. } if !METHODS[..2].contains(&method) => 405,
            _ if !own_page => 403,
            Case { query, .. } if !QUERIES[..2].contains(&query) => 403,
            Case { path, .. } => path.1,
        }
    }

    fn request(self, port: u16) -> String {
        let headers = |name: &str, values: &[&str]| {
            values.iter().fold(String::new(), |headers, value| headers + &format!("{name}: {value}\r\n"))
        };
        let (hosts, origins) = (headers("Host", self.host), headers("Origin", self.origin));
        format!("{} {}{} HTTP/1.1\r\n{hosts}{origins}Connection: close\r\n\r\n", self.method, self.path.0, self.query)
            .replace("PORT", &port.to_string())
            .replace("TOKEN", token(1).as_str())
            .replace("KEY", cover().key())
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for method in METHODS {
        for host in HOSTS {
            for origin in ORIGINS {
                for query in QUERIES {
                    cases.extend(PATHS.map(|path| Case { method, host, origin, query, path }));
                }
            }
        }
    }
    cases
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_answered_but_reading_by_the_exact_address_from_the_own_page_with_the_token() {
    let server = Server::start().await;
    let (server, cases) = (&server, cases());
    assert_eq!(cases.len(), METHODS.len() * HOSTS.len() * ORIGINS.len() * QUERIES.len() * PATHS.len());
    stream::iter(cases)
        .for_each_concurrent(32, |case| async move {
            let request = case.request(server.port);
            let answer = server.answer(&request).await;
            assert_eq!(answer.status, case.expected(), "{request}{answer:?}");
            answer.check_what_every_answer_has(&request);
            if case.method == "HEAD" {
                assert_eq!(answer.body, "", "{request}");
            } else if answer.status != 200 {
                assert!(answer.body.ends_with(".\n") && answer.body.len() < 100, "{request}{answer:?}");
                assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"), "{request}");
            }
            assert_eq!(answer.header("allow"), (answer.status == 405).then_some("GET, HEAD"), "{request}");
        })
        .await;
}

#[tokio::test]
async fn a_target_with_an_address_of_its_own_is_refused() {
    let server = Server::start().await;
    let (host, query) = (server.host(), format!("?token={}", token(1).as_str()));
    for target in [
        format!("http://{host}/reply{query}"),
        format!("http://evil.example/reply{query}"),
        format!("https://{host}/reply{query}"),
    ] {
        let answer = server.answer(&format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await;
        assert_eq!(answer.status, 403, "{target}");
    }
    let answer = server.answer(&format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await;
    assert_eq!(answer.status, 403);
    let answer = server.answer(&format!("OPTIONS * HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).await;
    assert_eq!(answer.status, 405);
}

#[tokio::test]
async fn who_is_refused_keeps_no_connection() {
    let server = Server::start().await;
    // Without `Connection: close`, and yet it ends.
    let answer = server.say(&format!("GET /overlay HTTP/1.1\r\nHost: {}\r\n\r\n", server.host())).await;
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
}
