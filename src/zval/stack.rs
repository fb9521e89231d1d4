//! The C stack, and how much PHP lets a thread or fiber use of it (zend.max_allowed_stack_size, since 8.3).

use ext_php_rs::ffi::ext_php_rs_executor_globals;

/// Whether so much of the stack is used that nothing should be called any more.
#[inline(never)]
pub fn is_stack_used_up() -> bool {
    let here = 0_u8;
    // SAFETY: the globals of the running thread exist as long as the engine runs; without a limit the address is null.
    let limit = unsafe { (*ext_php_rs_executor_globals()).stack_limit };
    (&raw const here).addr() <= limit.addr()
}
