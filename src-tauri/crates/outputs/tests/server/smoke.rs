use crate::support::*;

#[tokio::test]
async fn smoke() {
    let server = Server::start().await;
    for path in ["/overlay", "/now-playing", "/reply", &format!("/cover/{}", cover().key())] {
        let answer = server.get(path).await;
        eprintln!("{answer:#?}");
        eprintln!("{:?}", String::from_utf8_lossy(&answer.bytes().await.unwrap()));
    }
    let mut socket = server.socket().await;
    eprintln!("{}", socket.text().await);
    server.snapshots.send_replace(playing(2, "Second"));
    eprintln!("{}", socket.text().await);
    socket.say("ping").await;
    eprintln!("{}", socket.text().await);
    server.pages(&[("main", 1)]).await;
    server.settings.send_modify(|settings| settings.overlays[0].token = token(2));
    eprintln!("{:?}", socket.closed().await);
    eprintln!("{}", server.get("/overlay").await.status());
    server.pages(&[]).await;
}
