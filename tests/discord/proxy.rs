//! A bot that reaches Discord through a proxy alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use super::fake_discord::bot::Bot;
use super::fake_discord::{FakeDiscord, payload};
use super::{QUESTION, reply};

/// A SOCKS5 proxy for IPv4 addresses that counts the connections it makes; its address.
async fn proxy(made: Arc<AtomicUsize>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(carry(stream, Arc::clone(&made)));
        }
    });
    address
}

async fn carry(mut stream: TcpStream, made: Arc<AtomicUsize>) -> std::io::Result<()> {
    let mut greeting = [0; 2];
    stream.read_exact(&mut greeting).await?;
    stream.read_exact(&mut vec![0; usize::from(greeting[1])]).await?;
    stream.write_all(&[5, 0]).await?;
    let mut wanted = [0; 10];
    stream.read_exact(&mut wanted).await?;
    assert_eq!(wanted[3], 1, "an IPv4 address");
    let ip = [wanted[4], wanted[5], wanted[6], wanted[7]];
    let port = u16::from_be_bytes([wanted[8], wanted[9]]);
    let mut other = TcpStream::connect((std::net::Ipv4Addr::from(ip), port)).await?;
    made.fetch_add(1, Ordering::Relaxed);
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    copy_bidirectional(&mut stream, &mut other).await?;
    Ok(())
}

#[tokio::test]
async fn calls_and_the_gateway_go_through_the_same_proxy() {
    let made = Arc::<AtomicUsize>::default();
    let address = proxy(Arc::clone(&made)).await;
    let fake = FakeDiscord::start().await;
    let through = format!("socks5://{address}");
    let _bot =
        Bot::start(&fake, &[("ALL_PROXY", through.as_str()), ("NO_PROXY", ""), ("no_proxy", "")]);
    fake.connected().await;
    reply(&fake, payload::ask("140", QUESTION, None)).await;
    assert!(made.load(Ordering::Relaxed) >= 2, "one for calls, one for the gateway");
}

/// Something that answers, but is no Discord, is said with its cause.
#[tokio::test]
async fn a_proxy_that_is_not_there_is_named_as_the_cause() {
    let fake = FakeDiscord::start().await;
    let variables = [("ALL_PROXY", "http://127.0.0.1:9"), ("NO_PROXY", ""), ("no_proxy", "")];
    let mut bot = Bot::run(&["register"], &fake, &variables);
    let status = bot.ends_within(super::START).await;
    assert_eq!(status.code(), Some(3), "{}", bot.output());
    assert!(bot.output().contains("refused"), "{}", bot.output());
}
