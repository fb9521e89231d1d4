//! Listening, being refused, and taking over what listens.

use super::*;
use std::net::{TcpListener, TcpStream};

fn any_port() -> Endpoint {
    Endpoint::Tcp("127.0.0.1:0".parse().unwrap())
}

fn bound(listeners: &[Listener]) -> Endpoint {
    Endpoint::Tcp(listeners[0].description.endpoint.parse().unwrap())
}

#[test]
fn addresses_become_endpoints() {
    let given = Activation::read(7, |name| match name {
        "LISTEN_PID" => Some("7".into()),
        "LISTEN_FDS" => Some("3".into()),
        "LISTEN_FDNAMES" => Some("web:admin:web".into()),
        _ => None,
    });
    for (text, expected) in [
        ("127.0.0.1:8080", Ok(vec!["127.0.0.1:8080"])),
        ("unix:/run/a.sock", Ok(vec!["unix:/run/a.sock"])),
        ("fd:9", Ok(vec!["fd:9"])),
        ("systemd:web", Ok(vec!["fd:3", "fd:5"])),
        ("systemd:", Ok(vec!["fd:3", "fd:4", "fd:5"])),
        ("systemd:other", Err(io::ErrorKind::NotFound)),
        ("unix:@name", Err(io::ErrorKind::Unsupported)),
    ] {
        let found = Endpoint::among(&text.parse().unwrap(), 0o600, &given).map_err(|error| error.kind());
        let names = found.map(|endpoints| endpoints.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(names, expected.map(|names| names.iter().map(ToString::to_string).collect()), "{text}");
    }
}

#[test]
fn each_slot_has_a_listener_on_the_same_port() {
    let listeners = listen(&[any_port()], 3, 16, Vec::new()).unwrap();
    let slots: Vec<_> = listeners.iter().map(|listener| listener.description.slot).collect();
    assert_eq!(slots, [Some(0), Some(1), Some(2)]);
    for listener in &listeners {
        assert_eq!(listener.description.endpoint, listeners[0].description.endpoint);
        let address = Socket::from(listener.socket.try_clone().unwrap()).local_addr().unwrap();
        assert_eq!(address.as_socket().unwrap().to_string(), listener.description.endpoint);
    }
    TcpStream::connect(&listeners[0].description.endpoint).unwrap();
}

#[test]
fn a_second_server_on_the_same_port_is_refused() {
    let listeners = listen(&[any_port()], 2, 16, Vec::new()).unwrap();
    let error = listen(&[bound(&listeners)], 2, 16, Vec::new()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AddrInUse, "{error}");
    assert!(error.to_string().contains(&listeners[0].description.endpoint), "{error}");

    let foreign = TcpListener::bind("127.0.0.1:0").unwrap();
    let error = listen(&[Endpoint::Tcp(foreign.local_addr().unwrap())], 1, 16, Vec::new()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AddrInUse, "{error}");
}

#[test]
fn what_listens_is_taken_over_and_what_is_missing_is_opened() {
    let listeners = listen(&[any_port()], 2, 16, Vec::new()).unwrap();
    let endpoint = bound(&listeners);
    let before: Vec<_> = listeners.iter().map(|listener| format!("{:?}", listener.socket)).collect();
    let client = TcpStream::connect(&listeners[0].description.endpoint).unwrap();

    let more = listen(std::slice::from_ref(&endpoint), 3, 16, listeners).unwrap();
    let after: Vec<_> = more.iter().map(|listener| format!("{:?}", listener.socket)).collect();
    assert_eq!(after[..2], before, "the same sockets");
    assert_eq!(more[2].description.slot, Some(2));
    let waiting = more.iter().filter(|listener| Socket::from(listener.socket.try_clone().unwrap()).accept().is_ok());
    assert_eq!(waiting.count(), 1, "the connection from before still waits: {client:?}");

    let fewer = listen(&[endpoint], 1, 16, more).unwrap();
    assert_eq!(fewer.len(), 3, "none is closed because there are fewer workers");
    assert!(listen(&[], 1, 16, fewer).unwrap().is_empty(), "endpoints that are wanted no more are");
}

#[test]
fn an_inherited_socket_is_taken_by_its_number() {
    use std::os::fd::IntoRawFd;
    let inherited = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = inherited.local_addr().unwrap();
    let number = inherited.into_raw_fd();
    let listeners = listen(&[Endpoint::Descriptor(number)], 4, 16, Vec::new()).unwrap();
    let seen: Vec<_> =
        listeners.iter().map(|listener| (listener.description.endpoint.clone(), listener.description.slot)).collect();
    assert_eq!(seen, [(format!("fd:{number}"), None)]);
    let client = TcpStream::connect(address).unwrap();
    let socket = Socket::from(listeners[0].socket.try_clone().unwrap());
    assert!(socket.nonblocking().unwrap(), "a worker must not wait in accept");
    socket.set_nonblocking(false).unwrap();
    assert!(socket.accept().is_ok(), "{client:?}");
    for number in [0, 2, -1, 9999] {
        assert!(listen(&[Endpoint::Descriptor(number)], 1, 16, Vec::new()).is_err(), "{number}");
    }
}

#[test]
fn unix_sockets_have_their_mode_and_replace_stale_ones_only() {
    let folder = std::env::temp_dir().join(format!("highper-listeners-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("socket");
    let endpoint = Endpoint::Unix { path: path.clone(), mode: 0o660 };

    let listeners = listen(std::slice::from_ref(&endpoint), 4, 16, Vec::new()).unwrap();
    assert_eq!(listeners.len(), 1);
    assert_eq!(listeners[0].description.slot, None);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660);

    let error = listen(std::slice::from_ref(&endpoint), 4, 16, Vec::new()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AddrInUse, "{error}");

    drop(listeners);
    assert!(path.exists());
    drop(listen(std::slice::from_ref(&endpoint), 4, 16, Vec::new()).unwrap());

    fs::remove_file(&path).unwrap();
    fs::write(&path, "not a socket").unwrap();
    let error = listen(&[endpoint], 4, 16, Vec::new()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists, "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "not a socket");
    fs::remove_dir_all(&folder).unwrap();
}
