//! The only place that touches Zend memory: values, strings, arrays, objects, class registration and calls. Knows nothing of what the
//! classes do; `ext` does.
//!
//! A Zend allocation may not return: at memory_limit the engine jumps straight out of the request, over every Rust frame.
//! What a frame owns is then lost, so the hot path owns nothing, and cold code that owns something puts it behind [`guard::kept`].

pub mod args;
pub mod array;
pub mod buffer;
pub mod build;
pub mod call;
#[cfg(feature = "server")]
pub mod callable;
pub mod class;
pub mod date;
pub mod declaration;
#[cfg(feature = "server")]
pub mod fiber;
pub mod file_cache;
pub mod form;
pub mod function;
pub mod guard;
pub mod ini;
pub mod json;
pub mod json_check;
pub mod json_value;
pub mod lookup;
pub mod object;
pub mod object_data;
pub mod output;
pub mod signature;
pub mod source;
pub mod stack;
pub mod stream;
pub mod string;
pub mod sys;
pub mod table;
pub mod unpack;
pub mod value;
pub mod walk;
