//! The process of the clients. It prints `ready` when all have what is there, and the number of each snapshot when the
//! last one has it; it ends with its input.

use std::error::Error;
use std::io::{Read, stdin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::try_join_all;
use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// As many as may be under way at once.
const CONNECTING: usize = 50;

/// Follows the overlay at `url` with so many clients.
pub(crate) fn listen(url: &str, clients: usize) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let _inside = runtime.enter();
    let url = url.replace("http:", "ws:").replace("/overlay", "/socket");
    let sockets: Vec<Socket> =
        runtime.block_on(stream::iter((0..clients).map(|_| open(&url))).buffer_unordered(CONNECTING).try_collect())?;
    println!("ready");
    let told = Arc::new(AtomicUsize::new(0));
    runtime.spawn(try_join_all(
        sockets.into_iter().map(|socket| tokio::spawn(follow(socket, clients, Arc::clone(&told)))),
    ));
    stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

async fn open(url: &str) -> Result<Socket, SocketError> {
    let config = WebSocketConfig::default().read_buffer_size(4_096);
    let (mut socket, _) = connect_async_with_config(url, Some(config), true).await?;
    socket.next().await.transpose()?;
    Ok(socket)
}

/// The next change comes only when all have this one, so one count does for all of them.
async fn follow(mut socket: Socket, clients: usize, told: Arc<AtomicUsize>) {
    while let Some(Ok(message)) = socket.next().await {
        if let Message::Text(text) = message
            && (told.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(clients)
            && let Some(number) = number(&text)
        {
            println!("{number}");
        }
    }
}

fn number(text: &str) -> Option<&str> {
    let (_, from_number) = text.split_once("\"number\":")?;
    from_number.split_once(',').map(|(number, _)| number)
}
