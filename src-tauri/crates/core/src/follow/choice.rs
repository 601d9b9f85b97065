//! Who is followed next, and why.

use tokio::time::Instant;

use super::candidate::{Activity, Candidate, Times};
use super::{DEBOUNCE, FollowReason, GRACE, JUST_PAUSED};
use crate::source::SourceId;

/// What a choice is made from.
#[derive(Debug)]
pub(super) struct Choice<'a> {
    /// In the order of their rank. If any of them is pinned, all are.
    pub(super) pool: &'a [Candidate],
    /// What is followed so far. It is not in the pool if its player has gone.
    pub(super) followed: Option<(&'a SourceId, Times)>,
    pub(super) now: Instant,
}

impl Choice<'_> {
    /// Who is to be followed.
    pub(super) fn pick(&self) -> Option<SourceId> {
        let taking_over = |candidate: &&Candidate| self.takes_over_at(candidate).is_some_and(|at| at <= self.now);
        if let Some(next) = self.others().find(taking_over) {
            return Some(next.id.clone());
        }
        let holds = self.held().is_some_and(|held| held.activity != Activity::Idle) || self.grace_ends().is_some();
        if holds {
            return self.followed.map(|(id, _)| id.clone());
        }
        let first = |activity| self.pool.iter().find(|candidate| candidate.activity == activity);
        first(Activity::Playing)
            .or_else(|| first(Activity::Paused))
            .or_else(|| first(Activity::Troubled))
            .or_else(|| self.held().or(self.pool.first()).filter(|candidate| candidate.pinned))
            .map(|candidate| candidate.id.clone())
    }

    /// Why `held`, which is followed, is.
    pub(super) fn reason(&self, held: &Candidate) -> FollowReason {
        let plays = held.activity == Activity::Playing;
        let rivals = self.others().any(|other| match other.activity {
            // A sound that breaks in is no rival until it has played for a while.
            Activity::Playing => !plays || other.is_settled(self.now) || other.times.since <= held.times.since,
            Activity::Paused => !plays,
            Activity::Troubled | Activity::Idle => false,
        });
        match held.activity {
            _ if held.pinned => FollowReason::Pinned,
            Activity::Playing if !rivals => FollowReason::OnlyOnePlaying,
            Activity::Paused if !rivals => FollowReason::OnlyPaused,
            Activity::Troubled | Activity::Idle => FollowReason::MostRecent,
            Activity::Paused if held.times.until.is_some() => FollowReason::MostRecent,
            Activity::Playing | Activity::Paused if held.rank.is_listed() => FollowReason::FirstInYourOrder,
            Activity::Playing | Activity::Paused => FollowReason::FirstToAppear,
        }
    }

    /// When time alone may change the choice or its reason.
    pub(super) fn deadlines(&self) -> impl Iterator<Item = Instant> {
        let settled = self.others().filter_map(|other| other.times.since).map(|since| since + DEBOUNCE);
        self.others().filter_map(|other| self.takes_over_at(other)).chain(settled).chain(self.grace_ends())
    }

    /// What is followed, unless it has gone.
    pub(super) fn held(&self) -> Option<&Candidate> {
        let (id, _) = self.followed?;
        self.pool.iter().find(|candidate| candidate.id == *id)
    }

    /// Until when what is followed is spared, though it does not play any more or has nothing left to follow.
    pub(super) fn grace_ends(&self) -> Option<Instant> {
        let (_, times) = self.followed?;
        times.less_since.map(|since| since + GRACE).filter(|ends| *ends > self.now)
    }

    fn others(&self) -> impl Iterator<Item = &Candidate> {
        self.pool.iter().filter(|candidate| self.followed.is_none_or(|(id, _)| candidate.id != *id))
    }

    /// When a candidate that plays takes over, if things stay as they are.
    fn takes_over_at(&self, candidate: &Candidate) -> Option<Instant> {
        let since = candidate.times.since?;
        let Some((_, times)) = self.followed else { return Some(since) };
        match self.held() {
            Some(held) if held.activity == Activity::Playing => {
                (candidate.rank < held.rank).then_some(since + DEBOUNCE)
            }
            _ => match times.until {
                Some(until) if since < until + JUST_PAUSED => Some((until + GRACE).max(since + DEBOUNCE)),
                _ => Some(since),
            },
        }
    }
}
