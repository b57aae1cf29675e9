//! JavaScript: the body of a function that sees its variables as `input`, and each one by its own name where the language
//! has no other use for it; in a fresh runtime, on the caller's thread.
//!
//! No files, no network, no clock, no time zone, no chance. What goes in and comes out is JSON; numbers are doubles.
//!
//! Deliberately absent: modules, timers and anything else that waits. Promises are driven until they settle.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rquickjs::context::intrinsic;
use rquickjs::function::{Constructor, Func};
use rquickjs::{CatchResultExt, CaughtError, Context, Ctx, Function, Object, Runtime, Value as JsValue};
use run_engine::VariableMap;
use serde_json::{Value, json};

use super::Script;
use super::ending::{ScriptEnding, bpmn_error, memory_failure, script_failure};
use crate::progress::ProgressSink;

/// Bytes of stack that a script may use.
pub(super) const STACK: usize = 1024 * 1024;

const PRELUDE: &str = include_str!("prelude.js");

/// Bytes of JSON that a result may have; it is stored in the run's journal.
const LONGEST_RESULT: usize = 4 * 1024 * 1024;

const MOST_NOTES: usize = 100;
const LONGEST_NOTE: usize = 1_000;

/// Lines that the `Function` constructor puts above the body.
const LINES_ABOVE: usize = 2;

/// No `Performance` and no `WeakRef`: they would let a script see time and garbage collection.
type Intrinsics = (
    intrinsic::Date,
    intrinsic::Eval,
    intrinsic::RegExpCompiler,
    intrinsic::RegExp,
    intrinsic::Json,
    intrinsic::Proxy,
    intrinsic::MapSet,
    intrinsic::TypedArrays,
    intrinsic::Promise,
);

/// Runs a script until it ends or `stop` is set.
pub(super) fn run(script: &Script, memory: usize, stop: &Arc<AtomicBool>) -> ScriptEnding {
    let ending = with_context(memory, stop, |ctx| {
        let attempt = Attempt { ctx, memory, stop };
        attempt.run(script).unwrap_or_else(|ending| ending)
    });
    if stop.load(Ordering::Relaxed) { ScriptEnding::Stopped } else { ending }
}

/// What is wrong with a script's text, if anything.
pub(crate) fn syntax_error(source: &str) -> Option<String> {
    const MEMORY: usize = 16 * 1024 * 1024;
    let stop = Arc::new(AtomicBool::new(false));
    let ending = with_context(MEMORY, &stop, |ctx| {
        let attempt = Attempt { ctx, memory: MEMORY, stop: &stop };
        attempt.compile(source).err().unwrap_or(ScriptEnding::Returned(Value::Null))
    });
    match ending {
        ScriptEnding::Failed(failure) => Some(failure.message),
        ScriptEnding::Returned(_) | ScriptEnding::Stopped => None,
    }
}

fn with_context(memory: usize, stop: &Arc<AtomicBool>, act: impl FnOnce(&Ctx<'_>) -> ScriptEnding) -> ScriptEnding {
    let built = Runtime::new().and_then(|runtime| {
        runtime.set_memory_limit(memory);
        runtime.set_max_stack_size(STACK);
        let stop = Arc::clone(stop);
        runtime.set_interrupt_handler(Some(Box::new(move || stop.load(Ordering::Relaxed))));
        Context::custom::<Intrinsics>(&runtime)
    });
    match built {
        Ok(context) => context.with(|ctx| act(&ctx)),
        Err(_) => memory_failure(memory),
    }
}

/// What the prelude answers.
struct Prelude<'js> {
    bpmn_error: JsValue<'js>,
    write: Function<'js>,
    name: Function<'js>,
}

struct Attempt<'a, 'js> {
    ctx: &'a Ctx<'js>,
    memory: usize,
    stop: &'a AtomicBool,
}

impl<'js> Attempt<'_, 'js> {
    fn run(&self, script: &Script) -> Result<ScriptEnding, ScriptEnding> {
        let prelude = self.prelude(&script.progress)?;
        let body = self.compile(&script.source)?;
        let input = serde_json::to_string(&script.input).map_err(|error| script_failure(error.to_string()))?;
        let input = self.ctx.json_parse(input).and_then(|input| prelude.name.call::<_, JsValue<'js>>((input,)));
        let input = input.catch(self.ctx).map_err(|caught| self.ending(caught, None))?;
        let returned = body.call::<_, JsValue<'js>>((input,)).catch(self.ctx);
        let returned = returned.map_err(|caught| self.ending(caught, Some(&prelude)))?;
        let settled = self.settle(returned, &prelude)?;
        let written = prelude.write.call::<_, Option<String>>((settled,)).catch(self.ctx);
        match written.map_err(|caught| self.ending(caught, Some(&prelude)))? {
            None => Ok(ScriptEnding::Returned(Value::Null)),
            Some(text) => read_result(&text).map(ScriptEnding::Returned),
        }
    }

    fn prelude(&self, progress: &ProgressSink) -> Result<Prelude<'js>, ScriptEnding> {
        let progress = progress.clone();
        let notes = AtomicUsize::new(0);
        let say = Func::from(move |line: String| {
            if notes.fetch_add(1, Ordering::Relaxed) < MOST_NOTES {
                progress.note(json!({ "log": line.chars().take(LONGEST_NOTE).collect::<String>() }));
            }
        });
        let prepared = self.ctx.eval::<Function<'js>, _>(PRELUDE).and_then(|prelude| {
            let made: Object<'js> = prelude.call((say,))?;
            Ok(Prelude { bpmn_error: made.get("BpmnError")?, write: made.get("write")?, name: made.get("name")? })
        });
        prepared.catch(self.ctx).map_err(|caught| self.ending(caught, None))
    }

    fn compile(&self, source: &str) -> Result<Function<'js>, ScriptEnding> {
        let compiled = self.ctx.globals().get::<_, Constructor<'js>>("Function");
        let compiled = compiled.and_then(|constructor| constructor.construct(("input", source)));
        compiled.catch(self.ctx).map_err(|caught| self.ending(caught, None))
    }

    /// Drives a promise to its end.
    fn settle(&self, returned: JsValue<'js>, prelude: &Prelude<'js>) -> Result<JsValue<'js>, ScriptEnding> {
        let Some(promise) = returned.as_promise() else { return Ok(returned) };
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(ScriptEnding::Stopped);
            }
            if let Some(result) = promise.result::<JsValue<'js>>() {
                return result.catch(self.ctx).map_err(|caught| self.ending(caught, Some(prelude)));
            }
            if !self.ctx.execute_pending_job() {
                return Err(script_failure("the script returned a promise that nothing will settle"));
            }
        }
    }

    fn ending(&self, caught: CaughtError<'js>, prelude: Option<&Prelude<'js>>) -> ScriptEnding {
        match caught {
            CaughtError::Error(rquickjs::Error::Allocation) => memory_failure(self.memory),
            CaughtError::Error(error) => script_failure(error.to_string()),
            CaughtError::Exception(exception) => {
                let object = exception.as_object();
                if let Some(prelude) = prelude
                    && object.is_instance_of(&prelude.bpmn_error)
                {
                    return self.thrown(object, prelude);
                }
                let name = object.get::<_, String>("name").unwrap_or_else(|_| "Error".to_owned());
                let message = exception.message().unwrap_or_default();
                if message == "out of memory" {
                    return memory_failure(self.memory);
                }
                let line =
                    exception.stack().as_deref().and_then(line_of).map_or(String::new(), |l| format!(" (line {l})"));
                script_failure(format!("{name}: {message}{line}"))
            }
            CaughtError::Value(value) if value.is_null() => script_failure(
                "the script threw null, which also happens when memory does not even suffice for an error",
            ),
            CaughtError::Value(value) => {
                let shown = value.get::<rquickjs::Coerced<String>>();
                let shown = shown.map_or_else(|_| "something that has no text".to_owned(), |text| text.0);
                script_failure(format!("the script threw {shown}"))
            }
        }
    }

    fn thrown(&self, error: &Object<'js>, prelude: &Prelude<'js>) -> ScriptEnding {
        let text = |name: &str| error.get::<_, String>(name).unwrap_or_default();
        let variables = error.get::<_, JsValue<'js>>("variables").and_then(|variables| {
            if variables.is_undefined() { Ok(None) } else { prelude.write.call::<_, Option<String>>((variables,)) }
        });
        let variables = match variables.catch(self.ctx) {
            Ok(None) => VariableMap::new(),
            Ok(Some(written)) => match read_result(&written) {
                Ok(Value::Object(map)) => map.into_iter().collect(),
                Ok(_) => return script_failure("the variables of a BpmnError must be an object"),
                Err(ending) => return ending,
            },
            Err(caught) => return self.ending(caught, None),
        };
        bpmn_error(text("code"), text("message"), variables)
    }
}

fn read_result(text: &str) -> Result<Value, ScriptEnding> {
    if text.len() > LONGEST_RESULT {
        return Err(script_failure(format!(
            "the script's result has {} bytes; at most {LONGEST_RESULT} can be kept",
            text.len()
        )));
    }
    serde_json::from_str(text).map_err(|error| script_failure(format!("the script's result cannot be kept: {error}")))
}

/// The line in the body that the first frame of a stack stands at.
fn line_of(stack: &str) -> Option<usize> {
    let frame = stack.lines().find(|line| line.contains("<input>"))?;
    let mut numbers = frame.trim_end_matches(')').rsplit(':');
    let line: usize = numbers.nth(1)?.parse().ok()?;
    line.checked_sub(LINES_ABOVE).filter(|line| *line > 0)
}
