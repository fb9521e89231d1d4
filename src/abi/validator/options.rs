//! How a document is checked: a structure that may grow without breaking those who know the shorter one.

use crate::abi::guard::guard;
use crate::abi::sized;
use crate::abi::status::Status;
use highper_validator::Options;

/// How a document is checked. Fill it with highper_validation_options_init() and then change what should differ.
///
/// A later release may append fields, as to highper_router_options.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidationOptions {
    /// The size of this structure as the caller knows it: sizeof(highper_validation_options).
    pub size: u32,
    /// 1 if values are taken as JSON types them: no numeric texts where a number is asked for. Else 0.
    pub strict: u32,
    /// 1 if no further field is looked at once one has failed, else 0.
    pub stop_on_first_failure: u32,
    /// The check ends with so many failures; 0 means no limit.
    pub max_errors: u32,
}

/// The options that a pointer names, or the defaults for NULL.
pub(super) unsafe fn read(options: *const ValidationOptions) -> Result<Options, Status> {
    if options.is_null() {
        return Ok(Options::default());
    }
    // SAFETY: the structure begins with its size and consists of integers; the caller promises the rest.
    let options = unsafe { sized::read(options) }?;
    let boolean = |value| match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Status::InvalidArgument),
    };
    Ok(Options {
        strict: boolean(options.strict)?,
        stop_on_first_failure: boolean(options.stop_on_first_failure)?,
        max_errors: usize::try_from(options.max_errors).map_err(|_| Status::InvalidArgument)?,
    })
}

/// Fills in the default options: all of them 0. `size` is sizeof(highper_validation_options); one that is too short, or above 1024, is refused with
/// HIGHPER_STATUS_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_validation_options_init(options: *mut ValidationOptions, size: usize) -> Status {
    guard(|| {
        // SAFETY: the caller promises a structure of this size.
        unsafe {
            sized::write(options, size, |size| ValidationOptions {
                size,
                strict: 0,
                stop_on_first_failure: 0,
                max_errors: 0,
            })
        }
    })
}
