//! How large and how deep a value is, without writing it down.

use std::io;

use serde_json::Value;

/// Counts bytes and forgets them.
struct Counter(u64);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes of a value as JSON without spaces.
#[must_use]
pub fn json_bytes(value: &Value) -> u64 {
    let mut counter = Counter(0);
    // Neither a value nor a counter can fail to be written.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

/// How many lists and objects are inside of each other, at most; it is not looked further than `most` and one more.
#[must_use]
pub fn depth(value: &Value, most: u64) -> u64 {
    let mut deepest = 0;
    let mut open = vec![(value, 0)];
    while let Some((value, above)) = open.pop() {
        let here = match value {
            Value::Array(_) | Value::Object(_) => above + 1,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => above,
        };
        deepest = deepest.max(here);
        if deepest > most {
            return deepest;
        }
        match value {
            Value::Array(members) => open.extend(members.iter().map(|member| (member, here))),
            Value::Object(fields) => open.extend(fields.values().map(|field| (field, here))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_size_of_a_value_is_that_of_its_json() {
        for value in [json!(null), json!("ümläut \"q\" \n"), json!({"a": [1, 2.5, {"b": true}]}), json!([])] {
            assert_eq!(json_bytes(&value), value.to_string().len() as u64, "{value}");
        }
    }

    #[test]
    fn depth_counts_lists_and_objects_and_stops_beyond_the_limit() {
        assert_eq!(depth(&json!(1), 64), 0, "a number is flat");
        assert_eq!(depth(&json!({"a": [1, {"b": 2}]}), 64), 3, "object, list, object");
        let mut deep = json!(0);
        for _ in 0..1000 {
            deep = json!([deep]);
        }
        assert_eq!(depth(&deep, 5), 6, "one more than the limit is enough to know");
    }
}
