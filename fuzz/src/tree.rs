//! A tree of what a decoder told, to compare it with what others make of the same bytes.

use crate::random::Random;
use highper_serializer::msgpack::{self, encode};
use highper_serializer::{JsonSink, MessagePackSink, Sink, json};

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    /// Digits.
    Big(Vec<u8>),
    /// Bits, so that NaN equals itself and zeros differ.
    Double(u64),
    Text(Vec<u8>),
    Binary(Vec<u8>),
    Extension(i8, Vec<u8>),
    Array(Vec<Value>),
    Map(Vec<(Value, Value)>),
}

/// Why there is no tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    Json(json::Error),
    MessagePack(msgpack::Error),
    /// What a decoder must not tell.
    Order(&'static str),
}

impl From<json::Error> for Fault {
    fn from(error: json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<msgpack::Error> for Fault {
    fn from(error: msgpack::Error) -> Self {
        Self::MessagePack(error)
    }
}

/// A container that is open, and the key that waits for its value.
#[derive(Debug)]
struct Open {
    container: Value,
    key: Option<Value>,
    /// What [`MessagePackSink::begin_key`] announced has not come yet.
    expects_key: bool,
}

/// Builds a [`Value`], and checks on the way that what it is told fits together.
#[derive(Debug, Default)]
pub struct Builder {
    open: Vec<Open>,
    whole: Option<Value>,
}

impl Builder {
    pub fn finish(self) -> Result<Value, Fault> {
        if !self.open.is_empty() {
            return Err(Fault::Order("a container was left open"));
        }
        self.whole.ok_or(Fault::Order("there was no value"))
    }

    fn add(&mut self, value: Value) -> Result<(), Fault> {
        let Some(open) = self.open.last_mut() else {
            return match self.whole.replace(value) {
                None => Ok(()),
                Some(_) => Err(Fault::Order("a second value")),
            };
        };
        match &mut open.container {
            Value::Array(values) => values.push(value),
            Value::Map(_) if open.expects_key => {
                open.expects_key = false;
                open.key = Some(value);
            }
            Value::Map(pairs) => match open.key.take() {
                Some(key) => pairs.push((key, value)),
                None => return Err(Fault::Order("a value without a key")),
            },
            _ => return Err(Fault::Order("a value inside a scalar")),
        }
        Ok(())
    }

    fn begin(&mut self, container: Value) -> usize {
        self.open.push(Open { container, key: None, expects_key: false });
        self.open.len()
    }

    fn end(&mut self, frame: usize) -> Result<(), Fault> {
        if frame != self.open.len() {
            return Err(Fault::Order("another container's frame"));
        }
        match self.open.pop() {
            Some(Open { container, key: None, expects_key: false }) => self.add(container),
            _ => Err(Fault::Order("a key without a value")),
        }
    }
}

impl Sink for Builder {
    type Error = Fault;
    type Frame = usize;

    fn null(&mut self) -> Result<(), Fault> {
        self.add(Value::Null)
    }

    fn boolean(&mut self, value: bool) -> Result<(), Fault> {
        self.add(Value::Boolean(value))
    }

    fn integer(&mut self, value: i64) -> Result<(), Fault> {
        self.add(Value::Integer(value))
    }

    fn double(&mut self, value: f64) -> Result<(), Fault> {
        self.add(Value::Double(value.to_bits()))
    }

    fn string(&mut self, text: &[u8]) -> Result<(), Fault> {
        if std::str::from_utf8(text).is_err() {
            return Err(Fault::Order("a string that is not UTF-8"));
        }
        self.add(Value::Text(text.to_vec()))
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<usize, Fault> {
        Ok(self.begin(Value::Array(Vec::new())))
    }

    fn end_array(&mut self, frame: usize) -> Result<(), Fault> {
        self.end(frame)
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<usize, Fault> {
        Ok(self.begin(Value::Map(Vec::new())))
    }

    fn key(&mut self, text: &[u8]) -> Result<(), Fault> {
        self.begin_key()?;
        self.string(text)
    }

    fn end_map(&mut self, frame: usize) -> Result<(), Fault> {
        self.end(frame)
    }
}

impl JsonSink for Builder {
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Fault> {
        self.add(Value::Big(digits.to_vec()))
    }
}

impl MessagePackSink for Builder {
    fn unsigned(&mut self, value: u64) -> Result<(), Fault> {
        if i64::try_from(value).is_ok() {
            return Err(Fault::Order("an unsigned integer that has a sign"));
        }
        self.add(Value::Unsigned(value))
    }

    fn binary(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.add(Value::Binary(bytes.to_vec()))
    }

    fn extension(&mut self, kind: i8, data: &[u8]) -> Result<(), Fault> {
        self.add(Value::Extension(kind, data.to_vec()))
    }

    fn begin_key(&mut self) -> Result<(), Fault> {
        match self.open.last_mut() {
            Some(open @ Open { container: Value::Map(_), key: None, expects_key: false }) => open.expects_key = true,
            _ => return Err(Fault::Order("a key where none belongs")),
        }
        Ok(())
    }

    fn end_key(&mut self) -> Result<(), Fault> {
        match self.open.last() {
            Some(Open { key: Some(_), expects_key: false, .. }) => Ok(()),
            _ => Err(Fault::Order("a key that did not come")),
        }
    }
}

impl Value {
    /// What JSON does not tell: `Unsigned` for `Big` where 64 bits hold it, a double where they do not; the last of equal keys.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null | Self::Binary(_) | Self::Extension(..) => serde_json::Value::Null,
            Self::Boolean(value) => (*value).into(),
            Self::Integer(value) => (*value).into(),
            Self::Unsigned(value) => (*value).into(),
            Self::Big(digits) => {
                let digits = String::from_utf8_lossy(digits);
                match digits.parse::<u64>() {
                    Ok(value) => value.into(),
                    Err(_) => digits.parse::<f64>().unwrap_or(f64::NAN).into(),
                }
            }
            Self::Double(bits) => f64::from_bits(*bits).into(),
            Self::Text(text) => String::from_utf8_lossy(text).into(),
            Self::Array(values) => values.iter().map(Self::to_json).collect::<Vec<_>>().into(),
            Self::Map(pairs) => serde_json::Value::Object(
                pairs
                    .iter()
                    .map(|(key, value)| (key.to_json().as_str().unwrap_or_default().to_owned(), value.to_json()))
                    .collect(),
            ),
        }
    }

    /// Writes the value as MessagePack. JSON's big integers have no form there.
    pub fn pack(&self, out: &mut Vec<u8>) -> Result<(), encode::TooLong> {
        match self {
            Self::Null | Self::Big(_) => encode::nil(out),
            Self::Boolean(value) => encode::boolean(out, *value),
            Self::Integer(value) => encode::integer(out, *value),
            Self::Unsigned(value) => encode::unsigned(out, *value),
            Self::Double(bits) => encode::double(out, f64::from_bits(*bits)),
            Self::Text(text) => encode::str(out, text)?,
            Self::Binary(bytes) => encode::bin(out, bytes)?,
            Self::Extension(kind, data) => encode::extension(out, *kind, data)?,
            Self::Array(values) => {
                encode::array(out, values.len())?;
                for value in values {
                    value.pack(out)?;
                }
            }
            Self::Map(pairs) => {
                encode::map(out, pairs.len())?;
                for (key, value) in pairs {
                    key.pack(out)?;
                    value.pack(out)?;
                }
            }
        }
        Ok(())
    }

    /// Any value that MessagePack has.
    pub fn random(random: &mut Random, depth: usize) -> Self {
        let bytes = |random: &mut Random| -> Vec<u8> {
            let longest = 1 << random.below(9);
            (0..random.below(longest)).map(|_| random.byte()).collect()
        };
        match random.below(if depth < 4 { 10 } else { 7 }) {
            0 => Self::Null,
            1 => Self::Boolean(random.below(2) == 0),
            2 => Self::Integer((random.number() >> random.below(64)).cast_signed()),
            3 => Self::Unsigned(random.number() | 1 << 63),
            4 => Self::Double(random.number()),
            5 => Self::Text(bytes(random).iter().map(|byte| byte & 0x7f).collect()),
            6 => Self::Binary(bytes(random)),
            7 => Self::Extension(random.byte().cast_signed().max(0), bytes(random)),
            8 => Self::Array((0..random.below(20)).map(|_| Self::random(random, depth + 1)).collect()),
            _ => Self::Map(
                (0..random.below(20))
                    .map(|_| (Self::random(random, depth + 2), Self::random(random, depth + 1)))
                    .collect(),
            ),
        }
    }
}
