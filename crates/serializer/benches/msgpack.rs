//! The engine beside the rmp crate, on the same messages: writing from the same values, and reading with the same checks into a sink
//! that only counts. rmp reads from a `Read` and writes to a `Write`, item by item; what it leaves to its caller, and the
//! decoder here does itself, is written below as such a caller has to.

#![allow(missing_docs, reason = "a benchmark")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot read its own messages has nothing to measure")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use highper_serializer::msgpack::{Error, Options, decode, encode};
use highper_serializer::{MessagePackSink, Sink};
use rmp::Marker;
use std::hint::black_box;

/// A value of a document.
enum Value {
    Nil,
    Bool(bool),
    Integer(i64),
    Double(f64),
    Text(String),
    Array(Vec<Value>),
    Map(Vec<(String, Value)>),
}

/// Records with short texts, numbers and a list each.
fn records(count: i64) -> Value {
    let record = |number: i64| {
        let text = |text: &str| Value::Text(format!("{text} {number}"));
        Value::Map(vec![
            ("id".to_owned(), Value::Integer(number * 7919)),
            ("name".to_owned(), text("name of the record")),
            ("active".to_owned(), Value::Bool(number % 3 == 0)),
            ("parent".to_owned(), Value::Nil),
            ("tags".to_owned(), Value::Array(vec![text("tag"), text("étiquette"), text("ラベル")])),
            ("score".to_owned(), Value::Double(number as f64 / 7.0)),
        ])
    };
    Value::Array((0..count).map(record).collect())
}

/// Pairs of floats, as maps of the world have them.
fn points(count: i64) -> Value {
    let point =
        |number: i64| Value::Array(vec![Value::Double(number as f64 / 3.0), Value::Double(-(number as f64) / 11.0)]);
    Value::Array((0..count).map(point).collect())
}

/// Integers of all lengths.
fn integers(count: i64) -> Value {
    Value::Array((0..count).map(|number| Value::Integer((number - count / 2) << (number % 40))).collect())
}

fn write_ours(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Nil => encode::nil(out),
        Value::Bool(value) => encode::boolean(out, *value),
        Value::Integer(value) => encode::integer(out, *value),
        Value::Double(value) => encode::double(out, *value),
        Value::Text(text) => encode::str(out, text.as_bytes()).unwrap(),
        Value::Array(values) => {
            encode::array(out, values.len()).unwrap();
            values.iter().for_each(|value| write_ours(value, out));
        }
        Value::Map(pairs) => {
            encode::map(out, pairs.len()).unwrap();
            for (key, value) in pairs {
                encode::str(out, key.as_bytes()).unwrap();
                write_ours(value, out);
            }
        }
    }
}

fn write_rmp(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Nil => rmp::encode::write_nil(out).unwrap(),
        Value::Bool(value) => rmp::encode::write_bool(out, *value).unwrap(),
        Value::Integer(value) => drop(rmp::encode::write_sint(out, *value).unwrap()),
        Value::Double(value) => rmp::encode::write_f64(out, *value).unwrap(),
        Value::Text(text) => rmp::encode::write_str(out, text).unwrap(),
        Value::Array(values) => {
            rmp::encode::write_array_len(out, u32::try_from(values.len()).unwrap()).unwrap();
            values.iter().for_each(|value| write_rmp(value, out));
        }
        Value::Map(pairs) => {
            rmp::encode::write_map_len(out, u32::try_from(pairs.len()).unwrap()).unwrap();
            for (key, value) in pairs {
                rmp::encode::write_str(out, key).unwrap();
                write_rmp(value, out);
            }
        }
    }
}

/// Counts what it is told, and adds up what a compiler could otherwise leave out.
#[derive(Default)]
struct Counter {
    items: usize,
    sum: u64,
}

impl Counter {
    fn note(&mut self, what: u64) -> Result<(), Error> {
        self.items += 1;
        self.sum = self.sum.wrapping_add(what);
        Ok(())
    }
}

impl Sink for Counter {
    type Error = Error;
    type Frame = ();

    fn null(&mut self) -> Result<(), Error> {
        self.note(0)
    }

    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.note(value.into())
    }

    fn integer(&mut self, value: i64) -> Result<(), Error> {
        self.note(value.cast_unsigned())
    }

    fn double(&mut self, value: f64) -> Result<(), Error> {
        self.note(value.to_bits())
    }

    fn string(&mut self, text: &[u8]) -> Result<(), Error> {
        self.note(text.len() as u64)
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.note(1)
    }

    fn end_array(&mut self, (): ()) -> Result<(), Error> {
        Ok(())
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.note(2)
    }

    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        self.note(text.len() as u64)
    }

    fn end_map(&mut self, (): ()) -> Result<(), Error> {
        Ok(())
    }
}

impl MessagePackSink for Counter {
    fn unsigned(&mut self, value: u64) -> Result<(), Error> {
        self.note(value)
    }

    fn binary(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.note(bytes.len() as u64)
    }

    fn extension(&mut self, _: i8, data: &[u8]) -> Result<(), Error> {
        self.note(data.len() as u64)
    }

    fn begin_key(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn end_key(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

fn read_ours(message: &[u8]) -> (usize, u64) {
    let mut counter = Counter::default();
    decode(message, Options::default(), &mut Vec::new(), &mut counter).unwrap();
    (counter.items, counter.sum)
}

/// What a decoder on top of rmp does: markers from the reader, lengths compared with what is left, text checked, levels on a stack.
fn read_rmp(message: &[u8]) -> (usize, u64) {
    use rmp::decode::{RmpRead, read_marker};
    let (mut counter, mut rest, mut levels) = (Counter::default(), message, Vec::<u64>::new());
    loop {
        let mut container = None;
        let text = |rest: &mut &[u8], length: usize| {
            let (text, behind) = rest.split_at_checked(length).unwrap();
            *rest = behind;
            std::str::from_utf8(text).unwrap().len() as u64
        };
        let noted = match read_marker(&mut rest).unwrap() {
            Marker::Null => 0,
            Marker::True => 1,
            Marker::False => 0,
            Marker::FixPos(value) => value.into(),
            Marker::FixNeg(value) => i64::from(value).cast_unsigned(),
            Marker::U8 => rest.read_data_u8().unwrap().into(),
            Marker::U16 => rest.read_data_u16().unwrap().into(),
            Marker::U32 => rest.read_data_u32().unwrap().into(),
            Marker::U64 => rest.read_data_u64().unwrap(),
            Marker::I8 => i64::from(rest.read_data_i8().unwrap()).cast_unsigned(),
            Marker::I16 => i64::from(rest.read_data_i16().unwrap()).cast_unsigned(),
            Marker::I32 => i64::from(rest.read_data_i32().unwrap()).cast_unsigned(),
            Marker::I64 => rest.read_data_i64().unwrap().cast_unsigned(),
            Marker::F64 => rest.read_data_f64().unwrap().to_bits(),
            Marker::FixStr(length) => text(&mut rest, length.into()),
            Marker::Str8 => {
                let length = rest.read_data_u8().unwrap();
                text(&mut rest, length.into())
            }
            Marker::FixArray(length) => {
                container = Some(u64::from(length));
                1
            }
            Marker::Array16 => {
                container = Some(rest.read_data_u16().unwrap().into());
                1
            }
            Marker::Array32 => {
                container = Some(rest.read_data_u32().unwrap().into());
                1
            }
            Marker::FixMap(length) => {
                container = Some(u64::from(length) * 2);
                2
            }
            marker => unreachable!("{marker:?} is in none of the messages"),
        };
        counter.note(noted).unwrap();
        if let Some(left) = levels.last_mut() {
            *left -= 1;
        }
        if let Some(left) = container {
            assert!(left <= rest.len() as u64 && levels.len() < 512);
            levels.push(left);
        }
        while levels.last() == Some(&0) {
            levels.pop();
        }
        if levels.is_empty() {
            return (counter.items, counter.sum);
        }
    }
}

fn compare(criterion: &mut Criterion) {
    for (name, value) in [("records", records(1000)), ("points", points(5000)), ("integers", integers(20000))] {
        let (mut message, mut other) = (Vec::new(), Vec::new());
        write_ours(&value, &mut message);
        write_rmp(&value, &mut other);
        assert!(message == other, "{name}: both write the same");
        assert_eq!(read_ours(&message), read_rmp(&message), "{name}: both read the same");
        let bytes = Throughput::Bytes(message.len() as u64);

        let mut group = criterion.benchmark_group(format!("encode {name}"));
        group.throughput(bytes.clone());
        for (who, write) in [("ours", write_ours as fn(&Value, &mut Vec<u8>)), ("rmp", write_rmp)] {
            group.bench_function(who, |bencher| {
                bencher.iter(|| {
                    other.clear();
                    write(black_box(&value), &mut other);
                    other.len()
                });
            });
        }
        group.finish();

        let mut group = criterion.benchmark_group(format!("decode {name}"));
        group.throughput(bytes);
        for (who, read) in [("ours", read_ours as fn(&[u8]) -> (usize, u64)), ("rmp", read_rmp)] {
            group.bench_function(who, |bencher| bencher.iter(|| read(black_box(&message))));
        }
        group.finish();
    }
}

criterion_group!(benches, compare);
criterion_main!(benches);
