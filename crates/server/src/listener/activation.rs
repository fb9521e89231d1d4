//! Sockets that systemd opened before it started this process: LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES (sd_listen_fds(3)).

use std::os::fd::RawFd;

/// The first descriptor that is handed over (sd_listen_fds(3), SD_LISTEN_FDS_START).
pub const FIRST_ACTIVATED: RawFd = 3;

/// The name of a socket whose unit gives it none (systemd.socket(5), FileDescriptorName).
const UNNAMED: &str = "unknown";

/// What was handed over: descriptors in their order, each with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activation {
    sockets: Vec<(RawFd, String)>,
}

impl Activation {
    /// What was handed over to this process, by its environment. The variables stay: a child is told by LISTEN_PID that they are not for it.
    pub fn of_this_process() -> Self {
        Self::read(std::process::id(), |name| std::env::var(name).ok())
    }

    /// What variables say to the process `id`. Nothing, where they are meant for another one or cannot be read.
    pub fn read(id: u32, variable: impl Fn(&str) -> Option<String>) -> Self {
        if variable("LISTEN_PID").and_then(|text| text.parse().ok()) != Some(id) {
            return Self::default();
        }
        let count = variable("LISTEN_FDS").and_then(|text| text.parse::<u16>().ok()).unwrap_or(0);
        let names = variable("LISTEN_FDNAMES").unwrap_or_default();
        let mut names = names.split(':').filter(|name| !name.is_empty());
        let sockets = (0..RawFd::from(count))
            .map(|index| (FIRST_ACTIVATED.saturating_add(index), names.next().unwrap_or(UNNAMED).to_owned()))
            .collect();
        Self { sockets }
    }

    /// The descriptors of that name; all of them, for the empty name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = RawFd> + 'a {
        self.sockets.iter().filter(move |(_, given)| name.is_empty() || given == name).map(|(number, _)| *number)
    }
}

#[cfg(test)]
mod tests {
    use super::Activation;

    #[test]
    fn what_systemd_says_is_read() {
        for (process, count, names, asked, expected) in [
            ("77", "2", "web:admin", "", &[3, 4][..]),
            ("77", "2", "web:admin", "admin", &[4]),
            ("77", "3", "web:admin:web", "web", &[3, 5]),
            ("77", "2", "web:admin", "other", &[]),
            ("77", "2", "", "unknown", &[3, 4]),
            ("77", "2", "web", "unknown", &[4]),
            ("77", "0", "", "", &[]),
            ("77", "-1", "", "", &[]),
            ("77", "many", "", "", &[]),
            ("77", "4294967296", "", "", &[]),
            ("78", "2", "web:admin", "", &[]),
            ("", "2", "web:admin", "", &[]),
        ] {
            let activation = Activation::read(77, |name| {
                let value = match name {
                    "LISTEN_PID" => process,
                    "LISTEN_FDS" => count,
                    "LISTEN_FDNAMES" => names,
                    _ => return None,
                };
                Some(value.to_owned())
            });
            let found: Vec<_> = activation.named(asked).collect();
            assert_eq!(
                found, expected,
                "LISTEN_PID={process} LISTEN_FDS={count} LISTEN_FDNAMES={names}, asked: {asked}"
            );
        }
        assert_eq!(Activation::read(77, |_| None), Activation::default());
    }
}
