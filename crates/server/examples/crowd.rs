//! Many connections for the server's benchmark: `crowd 127.0.0.1:8080 COUNT ROUNDS` opens them from several addresses, one request over each, and says `idle`. After a line on
//! its input, each round sends a request over every connection before the first response is read. It says how many responses came and how many did not.

use highper_server::sys::limit::raise_open_files;
use socket2::{Domain, Socket, Type};
use std::error::Error;
use std::io::{BufRead, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// Connections from one address: fewer than it has ports to give.
const PER_ADDRESS: usize = 4000;

const REQUEST: &[u8] = b"GET /users/4711 HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: crowd\r\nAccept: */*\r\n\r\n";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let place: SocketAddr = arguments.next().unwrap_or_default().parse()?;
    let count: usize = arguments.next().unwrap_or_default().parse()?;
    let rounds: usize = arguments.next().unwrap_or_default().parse()?;
    raise_open_files(u64::try_from(count)? + 100)?;

    let mut streams = Vec::with_capacity(count);
    for number in 0..count {
        let source = Ipv4Addr::new(127, 0, 0, u8::try_from(2 + number / PER_ADDRESS)?);
        streams.push(connect(source, place)?);
    }
    let (answered, failed) = round(&mut streams);
    println!("idle {} {answered} {failed}", streams.len());
    std::io::stdin().lock().read_line(&mut String::new())?;
    let mut total = (0, 0);
    for _ in 0..rounds {
        let (answered, failed) = round(&mut streams);
        total = (total.0 + answered, total.1 + failed);
    }
    println!("active {} {}", total.0, total.1);
    Ok(())
}

fn connect(source: Ipv4Addr, place: SocketAddr) -> Result<TcpStream, Box<dyn Error>> {
    let socket = Socket::new(Domain::for_address(place), Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((source, 0)).into())?;
    socket.connect(&place.into())?;
    socket.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(socket.into())
}

/// A request over every connection, then the responses.
fn round(streams: &mut [TcpStream]) -> (usize, usize) {
    let sent: Vec<bool> = streams.iter_mut().map(|stream| stream.write_all(REQUEST).is_ok()).collect();
    let mut answered = 0;
    let mut room = [0; 4096];
    for (stream, _) in streams.iter_mut().zip(&sent).filter(|(_, sent)| **sent) {
        let read = stream.read(&mut room).unwrap_or(0);
        let response = room.get(..read).unwrap_or_default();
        answered += usize::from(response.starts_with(b"HTTP/1.1 200 ") && response.ends_with(b"\"Ada\"}"));
    }
    (answered, streams.len() - answered)
}
