//! As much of HTTP/1.1 as a load generator needs: requests written, answers measured out.

use std::io;
use tokio::net::TcpStream;

/// How a server is addressed that does not care.
pub(super) const HOST: &str = "bench";

/// Appends a POST of JSON on a kept connection. `headers` is lines that end in CR and LF.
pub(super) fn post(out: &mut Vec<u8>, path: &str, host: &str, headers: &str, body: &str) {
    post_of(out, path, host, headers, ("application/json", body));
}

/// Appends a POST of a form on a kept connection.
pub(super) fn post_form(out: &mut Vec<u8>, path: &str, body: &str) {
    post_of(out, path, HOST, "", ("application/x-www-form-urlencoded", body));
}

fn post_of(
    out: &mut Vec<u8>,
    path: &str,
    host: &str,
    headers: &str,
    (content_type, body): (&str, &str),
) {
    out.extend_from_slice(b"POST ");
    out.extend_from_slice(path.as_bytes());
    out.extend_from_slice(b" HTTP/1.1\r\nhost: ");
    out.extend_from_slice(host.as_bytes());
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(headers.as_bytes());
    out.extend_from_slice(b"content-type: ");
    out.extend_from_slice(content_type.as_bytes());
    out.extend_from_slice(b"\r\ncontent-length: ");
    out.extend_from_slice(body.len().to_string().as_bytes());
    out.extend_from_slice(b"\r\n\r\n");
    out.extend_from_slice(body.as_bytes());
}

/// An answer.
pub(super) struct Answer<'l> {
    pub(super) status: u16,
    pub(super) body: &'l [u8],
}

/// One kept connection.
pub(super) struct Line {
    stream: TcpStream,
    inbox: Vec<u8>,
}

impl Line {
    pub(super) async fn open(addr: std::net::SocketAddr) -> io::Result<Line> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(Line { stream, inbox: Vec::with_capacity(4096) })
    }

    /// Sends a request and gives its answer.
    pub(super) async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        let mut sent = 0;
        while sent < request.len() {
            match self.stream.try_write(&request[sent..]) {
                Ok(n) => sent += n,
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => self.stream.writable().await?,
                Err(e) => return Err(e),
            }
        }
        self.inbox.clear();
        loop {
            self.stream.readable().await?;
            match self.stream.try_read_buf(&mut self.inbox) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) => {}
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => continue,
                Err(e) => return Err(e),
            }
            if let Some((status, body_at, length)) = whole(&self.inbox)? {
                if length != self.inbox.len() {
                    return Err(strange());
                }
                return Ok(Answer { status, body: &self.inbox[body_at..] });
            }
        }
    }
}

fn strange() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not an answer with a length")
}

/// Status, place of the body and length in bytes of an answer, once all of it is here.
fn whole(inbox: &[u8]) -> io::Result<Option<(u16, usize, usize)>> {
    let Some(head) = inbox.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&inbox[..head]).map_err(|_| strange())?;
    let status = text.get(9..12).and_then(|s| s.parse().ok()).ok_or_else(strange)?;
    let length = text
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse::<usize>().ok())
        .ok_or_else(strange)?;
    let body_at = head.saturating_add(4);
    let length = body_at.saturating_add(length);
    Ok((inbox.len() >= length).then_some((status, body_at, length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        for cut in 0..answer.len() {
            assert_eq!(whole(&answer[..cut]).expect("an answer"), None, "{cut}");
        }
        assert_eq!(whole(answer).expect("an answer"), Some((200, answer.len() - 2, answer.len())));
        assert!(whole(b"HTTP/1.1 200 OK\r\n\r\n").is_err(), "no length");
        assert!(whole(b"\r\n\r\n").is_err(), "no status");
    }
}
