//! How a new router reads paths and methods: a structure that may grow without breaking those who know the shorter one.

use super::guard::guard;
use super::sized;
use super::status::Status;
use highper_router::{Options, TrailingSlash};

/// What to do with a path that differs from a route's in its final slash: a value of highper_router_options.trailing_slash.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrailingSlashPolicy {
    /// They are different paths.
    Strict = 0,
    /// The route serves both.
    Ignore = 1,
    /// The other form is not served; highper_router_resolve() says where to send the client.
    Redirect = 2,
}

/// Options of a router. Fill it with highper_router_options_init() and then change what should differ.
///
/// A later release may append fields, whose zero will mean what is done without them now. A library takes a longer structure than
/// it knows as long as what it does not know is zero.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouterOptions {
    /// The size of this structure as the caller knows it: sizeof(highper_router_options).
    pub size: u32,
    /// A highper_trailing_slash.
    pub trailing_slash: u32,
    /// 1 if the case of ASCII letters in literals counts, else 0.
    pub case_sensitive: u32,
    /// 1 if GET routes answer HEAD, else 0.
    pub head_fallback: u32,
    /// 1 if OPTIONS is among the allowed methods of every path, else 0.
    pub auto_options: u32,
}

/// The size as this library knows it.
const SIZE: usize = size_of::<RouterOptions>();

impl From<Options> for RouterOptions {
    fn from(options: Options) -> Self {
        let trailing_slash = match options.trailing_slash {
            TrailingSlash::Strict => TrailingSlashPolicy::Strict,
            TrailingSlash::Ignore => TrailingSlashPolicy::Ignore,
            TrailingSlash::Redirect => TrailingSlashPolicy::Redirect,
        };
        Self {
            size: SIZE as u32,
            trailing_slash: trailing_slash as u32,
            case_sensitive: options.case_sensitive.into(),
            head_fallback: options.head_fallback.into(),
            auto_options: options.auto_options.into(),
        }
    }
}

fn boolean(value: u32) -> Result<bool, Status> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Status::InvalidArgument),
    }
}

impl RouterOptions {
    fn read(self) -> Result<Options, Status> {
        const STRICT: u32 = TrailingSlashPolicy::Strict as u32;
        const IGNORE: u32 = TrailingSlashPolicy::Ignore as u32;
        const REDIRECT: u32 = TrailingSlashPolicy::Redirect as u32;
        let trailing_slash = match self.trailing_slash {
            STRICT => TrailingSlash::Strict,
            IGNORE => TrailingSlash::Ignore,
            REDIRECT => TrailingSlash::Redirect,
            _ => return Err(Status::InvalidArgument),
        };
        Ok(Options {
            trailing_slash,
            case_sensitive: boolean(self.case_sensitive)?,
            head_fallback: boolean(self.head_fallback)?,
            auto_options: boolean(self.auto_options)?,
        })
    }
}

/// The options that a pointer names, or the defaults for NULL.
pub unsafe fn read(options: *const RouterOptions) -> Result<Options, Status> {
    if options.is_null() {
        return Ok(Options::default());
    }
    // SAFETY: the structure begins with its size and consists of integers; the caller promises the rest.
    unsafe { sized::read(options) }?.read()
}

/// Fills in the default options: strict, case-sensitive, HEAD answered by GET routes, OPTIONS allowed everywhere. `size` is
/// sizeof(highper_router_options); one that is too short, or above 1024, is refused with HIGHPER_STATUS_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_options_init(options: *mut RouterOptions, size: usize) -> Status {
    guard(|| {
        let defaults = RouterOptions::from(Options::default());
        // SAFETY: the caller promises a structure of this size.
        unsafe { sized::write(options, size, |size| RouterOptions { size, ..defaults }) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_come_back_as_they_went_in() {
        for trailing_slash in [TrailingSlash::Strict, TrailingSlash::Ignore, TrailingSlash::Redirect] {
            for bits in 0..8_u32 {
                let options = Options {
                    trailing_slash,
                    case_sensitive: bits & 1 != 0,
                    head_fallback: bits & 2 != 0,
                    auto_options: bits & 4 != 0,
                };
                assert_eq!(RouterOptions::from(options).read(), Ok(options));
            }
        }
    }

    #[test]
    fn a_longer_structure_is_taken_if_the_rest_is_zero() {
        #[repr(C)]
        struct Longer {
            known: RouterOptions,
            unknown: u32,
        }
        let mut longer = Longer { known: RouterOptions::from(Options::default()), unknown: 7 };
        // SAFETY: the size is that of the whole structure.
        let status = unsafe { highper_router_options_init((&raw mut longer).cast(), size_of::<Longer>()) };
        assert_eq!((status, longer.unknown), (Status::Ok, 0));
        let known = longer.known;
        for (unknown, expected) in [(0, Ok(Options::default())), (1, Err(Status::InvalidArgument))] {
            let longer = Longer { known, unknown };
            // SAFETY: the size is that of the whole structure.
            assert_eq!(unsafe { read((&raw const longer).cast()) }, expected, "unknown field: {unknown}");
        }
    }
}
