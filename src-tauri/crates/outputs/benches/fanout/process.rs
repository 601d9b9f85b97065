//! What this process costs, where the system tells it.

use std::time::Duration;

/// The anonymous part of the proportional set size in KiB: what it has allocated, without the program's own pages.
pub(crate) fn anonymous_kib() -> Option<f64> {
    let rollup = std::fs::read_to_string("/proc/self/smaps_rollup").ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss_Anon:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// How long the processors have worked for it.
#[cfg(unix)]
pub(crate) fn worked() -> Option<Duration> {
    rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime).try_into().ok()
}

#[cfg(not(unix))]
pub(crate) fn worked() -> Option<Duration> {
    None
}
