//! What was found, and what is to be reached.

use std::error::Error;
use std::time::Duration;

/// What a server has measured.
pub(crate) struct Measured {
    /// How long each change took to reach the last client.
    pub(crate) took: Vec<Duration>,
    /// How long the processors worked for the server, for each change.
    pub(crate) worked: Option<Duration>,
    /// How much memory the server needs for each client.
    pub(crate) client_kib: Option<f64>,
}

impl Measured {
    /// As a line for the process that asked.
    pub(crate) fn line(mut self) -> String {
        self.took.sort_unstable();
        let at = |index: usize| self.took.get(index).copied().map(ms);
        let (best, median, p95) = (at(0), at(self.took.len() / 2), at(self.took.len() * 95 / 100));
        let figures = [best, median, p95, self.worked.map(ms), self.client_kib];
        figures.map(|figure| figure.unwrap_or(f64::NAN).to_string()).join(" ")
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// What was found with one number of clients; what is not known is not a number.
pub(crate) struct Figures {
    pub(crate) clients: usize,
    /// The change that was disturbed least.
    pub(crate) best_ms: f64,
    /// Half of the changes took no longer.
    pub(crate) median_ms: f64,
    /// All but one in twenty took no longer.
    pub(crate) p95_ms: f64,
    /// How long the processors worked for the server, for each change.
    pub(crate) worked_ms: f64,
    /// How much memory the server needs for each client.
    pub(crate) client_kib: f64,
}

impl Figures {
    /// What the line of a server says.
    pub(crate) fn parse(clients: usize, line: &str) -> Result<Self, Box<dyn Error>> {
        let figures: Vec<f64> = line.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let [best_ms, median_ms, p95_ms, worked_ms, client_kib] = figures[..] else {
            return Err("the server ended early".into());
        };
        Ok(Self { clients, best_ms, median_ms, p95_ms, worked_ms, client_kib })
    }

    /// As a row of the table; `before` has a tenth of the clients.
    pub(crate) fn row(&self, before: Option<&Self>) -> String {
        let growth = |figure: fn(&Self) -> f64| {
            before.map_or_else(String::new, |before| {
                let ratio = figure(self) / figure(before);
                format!("x {ratio:.1} (n^{:.2})", ratio.log10())
            })
        };
        format!(
            "{:>7}{:>9.2}{:>16}{:>9.2}{:>9.2}{:>10.3}{:>16}{:>14.1}",
            self.clients,
            self.best_ms,
            growth(|figures| figures.best_ms),
            self.median_ms,
            self.p95_ms,
            self.worked_ms,
            growth(|figures| figures.worked_ms),
            self.client_kib
        )
    }
}

/// The head of the table.
pub(crate) fn head() -> String {
    format!(
        "{:>7}{:>9}{:>16}{:>9}{:>9}{:>10}{:>16}{:>14}",
        "clients", "best", "growth", "median", "p95", "work", "growth", "KiB a client"
    )
}

/// Growth that counts as linear for ten times the clients: two measurements never agree to a tenth.
const LINEAR: f64 = 11.0;

/// Each target in words, with whether it is reached.
pub(crate) fn targets(all: &[Figures]) -> Vec<String> {
    let said = |reached: bool, words: &str| format!("{:12}{words}", if reached { "reached" } else { "NOT REACHED" });
    // What else the machine does disturbs what takes longer more; the best shows it least.
    let linear = all.windows(2).all(|pair| pair[1].best_ms <= LINEAR * pair[0].best_ms);
    vec![
        said(all.iter().all(|figures| figures.p95_ms <= 100.0), "all have it within 100 ms at p95, 1,000 clients too"),
        said(linear, "at every step ten times the clients take at most ten times as long, within a tenth"),
    ]
}
