//! A running `verbatim demo`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::fake_discord::bot::program;
use super::fake_discord::multipart;

/// The program, which is ended with the test.
pub struct Demo {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Demo {
    /// Starts it with the seeds, or with what these variables say, on a free port.
    pub fn start(variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(program())
            .args(["demo", "--no-open"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("VERBATIM__DEMO__BIND", "127.0.0.1:0")
            .env("VERBATIM__ANSWER__ENCODER", "false")
            .env("VERBATIM__LIMITS__USER_PER_MINUTE", "100000")
            .env_remove("DISCORD_TOKEN")
            // Whatever the environment says of proxies: the program calls itself without one.
            .env("ALL_PROXY", "http://127.0.0.1:9")
            .env("NO_PROXY", "")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned();
        Self { child, address }
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Sends a request with these headers besides the length; the status, the head and the body of the response.
    pub async fn ask(
        &self,
        line: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> (u16, String, String) {
        let (status, head, body) = self.exchange(line, headers, body).await;
        (status, head.to_lowercase(), String::from_utf8_lossy(&body).into_owned())
    }

    async fn exchange(
        &self,
        line: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> (u16, String, Vec<u8>) {
        let length = body.len();
        let mut head =
            format!("{line} HTTP/1.1\r\nconnection: close\r\ncontent-length: {length}\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        let mut stream = TcpStream::connect(&self.address).await.expect("the page is served");
        stream.write_all(head.as_bytes()).await.expect("it is read");
        // What is too long is answered before all of it is read.
        let _ = stream.write_all(body).await;
        let mut answer = vec![];
        let _ = stream.read_to_end(&mut answer).await;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a response");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), head, answer[end + 4..].to_vec())
    }

    /// Asks for a path as the page does.
    pub async fn get(&self, path: &str) -> (u16, String, String) {
        self.ask(&format!("GET {path}"), &[("host", &self.address)], &[]).await
    }

    /// Sends JSON as the page does; the status, the payload of the response, and the files that come with it.
    pub async fn post(&self, path: &str, body: &Value) -> (u16, Value, Vec<(String, Vec<u8>)>) {
        let origin = format!("http://{}", self.address);
        let headers = [
            ("host", self.address.as_str()),
            ("origin", &origin),
            ("content-type", "application/json"),
        ];
        let line = format!("POST {path}");
        let (status, head, body) =
            self.exchange(&line, &headers, body.to_string().as_bytes()).await;
        if status != 200 {
            return (status, Value::Null, vec![]);
        }
        let kind = head.lines().find_map(|line| line.strip_prefix("content-type: "));
        let (payload, files) = multipart::read(kind.unwrap_or_default(), &body);
        (status, payload, files)
    }

    /// Asks it to end; its exit code.
    pub async fn end(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").arg(id).status().expect("kill runs");
        assert!(sent.success());
        for _ in 0..500 {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it does not end");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
