//! Scripts that mean harm, or might as well: each one is stopped, says why, and leaves the program whole.

use crate::support;
use std::time::{Duration, Instant};

use routine_model::graph::container::Process;
use run_engine::StepOutcome;
use serde_json::json;

/// A script under a limit of half a second and 32 MiB, and the ways in which it may end.
fn check(name: &str, source: &str, allowed: &[&str]) {
    let activity = support::javascript(source, &[("maxTime", "PT0.5S"), ("maxMemory", "33554432")]);
    let request = support::request(support::routine(Process::default(), activity), json!({}));
    let started = Instant::now();
    let (outcome, _) = support::execute(support::in_processes(), request);
    let took = started.elapsed();
    let ended = match &outcome {
        StepOutcome::TimedOut { limit_ms: 500 } => "timed out",
        StepOutcome::Failed { failure } => &failure.code,
        other => panic!("{name} was not stopped: {other:?}"),
    };
    assert!(allowed.contains(&ended), "{name} ended by {ended}, not by one of {allowed:?}: {outcome:?}");
    assert!(took < Duration::from_secs(30), "{name} took {took:?}");
}

#[test]
fn endless_loops_run_out_of_time() {
    for (name, source) in [
        ("a loop", "for (;;) {}"),
        ("a loop with work", "let a = 0; while (true) { a = (a + 1) % 7; }"),
        ("a loop that catches everything", "for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }"),
        ("an endless generator", "function* g() { for (;;) yield 1; } for (const x of g()) {} "),
        (
            "an endless iterator",
            "const a = { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }; for (const x of a) {}",
        ),
        ("a getter", "const o = { get a() { for (;;) {} } }; return o;"),
        ("toJSON", "return { toJSON() { for (;;) {} } };"),
        ("a proxy in the result", "return new Proxy({}, { ownKeys() { for (;;) {} } });"),
        ("a promise chain", "function again() { return Promise.resolve().then(again); } return again();"),
        (
            "two promise chains",
            "const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f(); return new Promise(() => {});",
        ),
        ("a thenable that never tires", "const t = { then(r) { r(t); } }; return Promise.resolve(t);"),
        ("an async loop", "return (async () => { for (;;) await null; })();"),
        ("a sort that never agrees", "const a = Array.from({ length: 1e4 }, (_, i) => i); for (;;) a.sort(() => 1);"),
        (
            "a getter on an error",
            "const e = new Error(); Object.defineProperty(e, 'message', { get() { for (;;) {} } }); throw e;",
        ),
        (
            "a name that never ends",
            "const e = new Error(); Object.defineProperty(e, 'name', { get() { for (;;) {} } }); throw e;",
        ),
        ("toString of what is thrown", "throw { toString() { for (;;) {} } };"),
        ("variables of a BPMN error", "throw new BpmnError('E', 'm', { get a() { for (;;) {} } });"),
        ("code made to loop", "new Function('for (;;) {}')();"),
    ] {
        check(name, source, &["timed out", "script-memory", "script"]);
    }
}

#[test]
fn loops_inside_the_language_s_own_functions_run_out_of_time() {
    for (name, source) in [
        ("a regular expression", "return { a: /^(a+)+$/.test('a'.repeat(40) + 'b') };"),
        ("a regular expression that looks back", r"return { a: /(x+x+)+y/.test('x'.repeat(60)) };"),
        (
            "replace with a hungry pattern",
            "return { a: 'a'.repeat(5e4).replace(/(a|aa)+$/g, 'b') + 'a'.repeat(40).replace(/(a|a?)+b/, '') };",
        ),
        ("indexOf over a made-up length", "return { a: Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1) };"),
        ("includes over a made-up length", "return { a: Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1) };"),
        (
            "lastIndexOf over a made-up length",
            "return { a: Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1) };",
        ),
        ("reverse over a made-up length", "Array.prototype.reverse.call({ length: 2 ** 53 - 1 });"),
        ("fill over a made-up length", "Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 0);"),
        ("join over a made-up length", "return { a: Array.prototype.join.call({ length: 2 ** 53 - 1 }, '') };"),
        ("sort over a made-up length", "Array.prototype.sort.call({ length: 2 ** 53 - 1 });"),
        ("copyWithin over a made-up length", "Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1);"),
        ("unshift over a made-up length", "Array.prototype.unshift.call({ length: 2 ** 53 - 10 }, 1);"),
        ("splice over a made-up length", "Array.prototype.splice.call({ length: 2 ** 53 - 10 }, 0, 1);"),
        ("shift over a made-up length", "Array.prototype.shift.call({ length: 2 ** 53 - 10 });"),
        ("flat over a made-up length", "return { a: Array.prototype.flat.call({ length: 2 ** 53 - 1 }).length };"),
        ("concat of holes", "const a = []; a.length = 2 ** 32 - 1; return { a: [].concat(a).length + a.indexOf(1) };"),
        ("forEach over holes", "const a = []; a.length = 2 ** 32 - 1; for (;;) a.forEach(() => 1);"),
        ("Array.from a made-up length", "return { a: Array.from({ length: 2 ** 32 }).length };"),
        ("find the end of a text in a text", "const a = 'a'.repeat(1e7); for (;;) a.indexOf('a'.repeat(5e6) + 'b');"),
        ("split and join", "for (;;) 'ab'.repeat(1e5).split('').join('-');"),
        ("normalise", "for (;;) '\\u1E9B\\u0323'.repeat(1e5).normalize('NFKD');"),
        ("a great power", "let a = 3n; for (;;) a = a * a % (2n ** 20000n - 1n) + 3n;"),
        ("digits of a great number", "const a = 7n ** 200000n; for (;;) a.toString();"),
        ("parse much JSON", "const t = '[' + '1,'.repeat(1e6) + '1]'; for (;;) JSON.parse(t);"),
        (
            "look at every key",
            "const o = {}; for (let i = 0; i < 1e5; i++) o['k' + i] = i; for (;;) Object.keys(o).length;",
        ),
        (
            "waiting on shared memory",
            "const a = new Int32Array(new SharedArrayBuffer(4)); Atomics.wait(a, 0, 0); for (;;) {}",
        ),
    ] {
        check(name, source, &["timed out", "script-memory", "script"]);
    }
}

#[test]
fn hoarding_runs_into_the_memory_limit() {
    for (name, source) in [
        ("a growing list", "const a = []; for (;;) a.push(new Array(1000).fill(7));"),
        ("a doubling text", "let s = 'x'; for (;;) s += s;"),
        ("repeat", "return { a: 'x'.repeat(2 ** 29) };"),
        ("padding", "return { a: ''.padEnd(2 ** 29, 'ab') };"),
        ("a buffer", "return { a: new ArrayBuffer(2 ** 31).byteLength };"),
        ("many buffers", "const a = []; for (;;) a.push(new Uint8Array(1e6));"),
        ("a shared buffer", "const a = []; for (;;) a.push(new SharedArrayBuffer(1e6));"),
        ("a growing map", "const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });"),
        ("a wide object", "const o = {}; for (let i = 0; ; i++) o['key' + i] = i;"),
        ("closures", "let f = () => 0; for (;;) { const g = f; f = () => g; }"),
        ("a list of a million lists", "const a = new Array(1e9).fill(0); return { a: a.length };"),
        (
            "swallowing the refusal",
            "const a = []; for (;;) { try { for (;;) a.push('y'.repeat(1e5) + a.length); } catch {} }",
        ),
        ("a wide result", "return Array.from({ length: 1e6 }, (_, i) => 'text ' + i);"),
        ("a result that is too long to keep", "return { a: 'x'.repeat(6e6) };"),
        ("symbols", "const a = []; for (;;) a.push(Symbol('s'.repeat(100)));"),
        ("big numbers", "const a = []; for (let n = 1n; ; n++) a.push(n << 100000n);"),
        ("template text", "let s = 'abc'; for (;;) s = `${s}${s}${s}`;"),
    ] {
        check(name, source, &["script-memory", "script", "script-result", "timed out"]);
    }
}

#[test]
fn depth_runs_into_the_stack_limit() {
    for (name, source) in [
        ("recursion", "function f() { return f() + 1; } return { a: f() };"),
        ("mutual recursion", "const a = () => b(), b = () => a(); a();"),
        ("recursion through a getter", "const o = { get a() { return this.a; } }; return { a: o.a };"),
        ("recursion through a proxy", "const p = new Proxy({}, { get: (t, k, r) => r[k] }); return { a: p.a };"),
        ("recursion through toString", "const o = { toString() { return `${o}`; } }; return { a: `${o}` };"),
        ("recursion through sort", "const f = () => [1, 2].sort(f); f();"),
        ("recursion through replace", "const f = () => 'a'.replace('a', f); return { a: f() };"),
        ("recursion that catches itself", "function f() { try { f(); } catch { f(); } } f();"),
        ("deep brackets", "return { a: eval('['.repeat(1e5) + ']'.repeat(1e5)) };"),
        ("deep JSON in", "return { a: JSON.parse('['.repeat(1e6) + ']'.repeat(1e6)) };"),
        ("deep JSON out", "let a = 1; for (let i = 0; i < 1e5; i++) a = [a]; return { a };"),
        ("a result as deep as JSON allows no more", "let a = 1; for (let i = 0; i < 500; i++) a = [a]; return { a };"),
        ("a deep pattern", "return { a: new RegExp('('.repeat(1e5) + ')'.repeat(1e5)).test('') };"),
        (
            "deep flat",
            "let a = []; for (let i = 0; i < 1e6; i++) a = [a]; return { a: a.flat(Infinity).length, b: String(a) };",
        ),
        (
            "a long prototype chain",
            "let o = {}; for (let i = 0; i < 1e5; i++) o = Object.create(o); for (;;) o.missing;",
        ),
        (
            "bound again and again",
            "let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null); return { a: f() };",
        ),
    ] {
        check(name, source, &["script", "script-memory", "timed out"]);
    }
}

#[test]
fn a_broken_world_breaks_only_its_own_script() {
    for (name, source) in [
        (
            "JSON replaced",
            "JSON.stringify = () => 'not JSON'; JSON.parse = null; Object.prototype.toJSON = () => ({ get a() { for (;;) {} } }); return {};",
        ),
        ("the error class replaced", "globalThis.BpmnError = Error; throw new BpmnError('x');"),
        (
            "instanceof bent",
            "Object.defineProperty(BpmnError, Symbol.hasInstance, { value: () => { throw 1; } }); throw new Error('x');",
        ),
        ("Error without anything", "Error.prototype = null; delete Error.prototype; throw Object.create(null);"),
        ("stack replaced", "const e = new Error('x'); e.stack = { toString() { throw 1; } }; throw e;"),
        (
            "throwing from a throw",
            "throw { get message() { throw { get message() { throw 1; } }; }, toString() { throw 2; } };",
        ),
        ("a body that closes its function", "return {}; }); for (;;) {} (function () {"),
    ] {
        check(name, source, &["script", "timed out", "script-memory"]);
    }
}

#[test]
fn a_script_that_was_stopped_lets_the_next_one_run() {
    check("a loop", "for (;;) {}", &["timed out"]);
    let activity = support::javascript("return { a: 1 };", &[]);
    let (outcome, _) = support::execute(
        support::in_processes(),
        support::request(support::routine(Process::default(), activity), json!({})),
    );
    assert_eq!(
        outcome,
        StepOutcome::Succeeded { outputs: [("a".to_owned(), json!(1))].into() },
        "nothing is left behind"
    );
}
