//! The only place that touches Zend memory: values, strings, arrays, objects, class registration and calls. Knows nothing of what the
//! classes do; `ext` does.
//!
//! A Zend allocation may not return: at memory_limit the engine jumps straight out of the request, over every Rust frame.
//! What a frame owns is then lost, so the hot path owns nothing, and cold code that owns something puts it behind [`guard::kept`].

pub mod args;
pub mod array;
pub mod call;
pub mod class;
pub mod declaration;
pub mod guard;
pub mod object;
pub mod string;
pub mod sys;
pub mod value;
