//! A source that says what it is told.

use std::future::pending;
use std::sync::Arc;

use songplate_core::source::{BoxFuture, Source, SourceEvent, SourceEvents};
use tokio::sync::{Mutex, Notify, mpsc};

/// Says what is sent to it.
pub(crate) struct Driven(Mutex<mpsc::Receiver<SourceEvent>>);

impl Driven {
    pub(crate) fn new() -> (Self, mpsc::Sender<SourceEvent>) {
        let (sender, receiver) = mpsc::channel(1);
        (Self(Mutex::new(receiver)), sender)
    }
}

impl Source for Driven {
    fn listen(self: Arc<Self>, events: SourceEvents, _wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let mut told = self.0.lock().await;
            while let Some(event) = told.recv().await {
                if events.send(event).await.is_err() {
                    return;
                }
            }
            pending::<()>().await;
        })
    }
}
