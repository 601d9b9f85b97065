//! Every request passes here: it is counted, logged and, when a fault is on, disturbed.

use std::panic::resume_unwind;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::damage;
use crate::faults::{Endpoint, Fault, StaleBy};
use crate::requests::Detail;
use crate::world::Shared;

/// The middleware around all routes. Control requests pass untouched.
pub(crate) async fn gate(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let Some(endpoint) = Endpoint::of(&path) else { return next.run(request).await };
    let (visit, disturbance) = {
        let now_ms = shared.clock.now_ms();
        let mut world = shared.world();
        let number = world.requests.arrive(endpoint, request.method().as_str(), &path, now_ms);
        let disturbance = world.faults.take(endpoint);
        let name = disturbance.fault.as_ref().map(Fault::name);
        world.requests.note(number, |entry| entry.fault = name);
        (Visit { shared: shared.clone(), endpoint, number }, disturbance)
    };
    if disturbance.slow_ms > 0 {
        tokio::time::sleep(Duration::from_millis(disturbance.slow_ms)).await;
    }
    if disturbance.stale_ms > 0 {
        request.extensions_mut().insert(StaleBy(disturbance.stale_ms));
    }
    let response = match disturbance.fault {
        None => next.run(request).await,
        Some(Fault::NoAnswer) => std::future::pending().await,
        // Unwinding ends the connection's task, and with it the connection, without a word; the panic hook stays out.
        Some(Fault::Disconnect) => resume_unwind(Box::new("disconnect")),
        Some(fault) => match damage::instead(&fault) {
            Some(response) => response,
            None => damage::spoil(&fault, next.run(request).await).await,
        },
    };
    visit.answered(&response);
    response
}

/// A request that runs. It ends when this is dropped, also when the client goes away.
struct Visit {
    shared: Shared,
    endpoint: Endpoint,
    number: u64,
}

impl Visit {
    fn answered(&self, response: &Response) {
        let status = response.status().as_u16();
        let detail = response.extensions().get::<Detail>().map(|detail| detail.0);
        self.shared.world().requests.note(self.number, |entry| {
            entry.status = Some(status);
            entry.detail = detail;
        });
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.shared.world().requests.leave(self.endpoint);
    }
}
