//! The path language, as a table.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use routine_model::paths::{Template, ValuePath};
use serde_json::{Value, json};

fn variables() -> Value {
    json!({
        "input": { "name": "Ada", "age": 0, "nothing": null, "is done": false, "tags": ["a", "b"] },
        "orders": [{ "id": 1, "lines": [{ "sku": "x" }] }, { "id": 2, "lines": [{ "sku": "y" }, { "sku": "z" }] }],
    })
}

fn filled(template: &str) -> Result<Value, String> {
    let variables = variables();
    let template = Template::parse(template).map_err(|error| error.to_string())?;
    template.fill(|name| variables.get(name)).map_err(|error| error.to_string())
}

#[test]
fn a_template_gives_what_its_paths_find() {
    let table = [
        ("plain", json!("plain")),
        ("", json!("")),
        ("{{input.name}}", json!("Ada")),
        ("{{ input.name }}!", json!("Ada!")),
        ("{{input.age}}", json!(0)),
        ("age {{input.age}}", json!("age 0")),
        ("{{input[\"is done\"]}}", json!(false)),
        ("{{input.nothing}}", json!(null)),
        ("[{{input.nothing}}]", json!("[]")),
        ("{{input.tags}}", json!(["a", "b"])),
        ("tags: {{input.tags}}", json!("tags: [\"a\",\"b\"]")),
        ("{{orders[0].id}}", json!(1)),
        ("{{orders[-1].id}}", json!(2)),
        ("{{orders[*].id}}", json!([1, 2])),
        ("{{orders[*].lines[*].sku}}", json!([["x"], ["y", "z"]])),
        ("{{orders[1].lines[*].sku}}", json!(["y", "z"])),
        ("{{input.name}} and {{orders[0].lines[0].sku}}", json!("Ada and x")),
        ("\\{{input.name}}", json!("{{input.name}}")),
        ("{{input}}{{input.age}}", json!(format!("{}0", variables()["input"]))),
    ];
    for (template, expected) in table {
        assert_eq!(filled(template), Ok(expected), "{template}");
    }
}

#[test]
fn what_is_missing_or_no_path_is_said_with_the_place() {
    let table = [
        ("{{nobody.name}}", "“nobody.name” has no value: there is no nobody"),
        ("{{input.street}}", "“input.street” has no value: input has no street"),
        ("{{input.name.first}}", "“input.name.first” has no value: input.name is a text and no object"),
        ("{{input[0]}}", "“input[0]” has no value: input is an object and no list"),
        ("{{orders[2]}}", "“orders[2]” has no value: orders has 2 items and none at 2"),
        ("{{orders[-3]}}", "“orders[-3]” has no value: orders has 2 items and none at -3"),
        ("{{orders[*].lines[1]}}", "“orders[*].lines[1]” has no value: orders[0].lines has 1 items and none at 1"),
        ("{{}}", "“” is no path: a name is missing"),
        ("{{a..b}}", "“a..b” is no path: a name is missing"),
        ("{{a.}}", "“a.” is no path: a name is missing"),
        ("{{[0]}}", "“[0]” is no path: a name is missing"),
        ("{{a[b]}}", "“a[b]” is no path: between brackets stands no number, * or \"name\""),
        ("{{a[0}}", "“a[0” is no path: a bracket does not end"),
        ("{{a[\"b}}", "“a[\"b” is no path: a quoted name does not end"),
        ("{{a[0]b}}", "“a[0]b” is no path: a point or bracket is missing"),
        ("so {{a", "the template has “{{” at character 4 without “}}” behind it"),
    ];
    for (template, message) in table {
        assert_eq!(filled(template), Err(message.to_owned()), "{template}");
    }
    let long = vec!["a"; 200].join(".");
    assert!(ValuePath::parse(&long).is_err(), "a path that nobody can mean is refused");
}

#[test]
fn a_template_says_what_it_reads() {
    let template = Template::parse("{{b.c}} {{a}} {{b}}").unwrap();
    assert_eq!(template.variables(), ["b", "a"]);
}
