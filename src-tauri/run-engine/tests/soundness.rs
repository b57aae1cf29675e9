//! What soundness says, and that the engine does it: every counterexample is played as a token game.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use routine_model::soundness::{Problem, Soundness, soundness};
use support::{game, sketch};

/// The verdict on a process of these elements and flows, every counterexample played.
fn judge(elements: &str, flows: &str) -> Soundness {
    let graph = sketch::read(&sketch::routine(elements, flows));
    let verdict = soundness(&graph).remove(0);
    for example in &verdict.counterexamples {
        game::assert_plays(&graph, example);
    }
    verdict
}

fn problems(verdict: &Soundness) -> Vec<Problem> {
    verdict.counterexamples.iter().map(|found| found.problem).collect()
}

fn dead(verdict: &Soundness) -> Vec<String> {
    verdict.dead_flow_nodes.iter().map(ToString::to_string).collect()
}

const ENDS: &str = r#"<startEvent id="s"/><endEvent id="e"/>"#;

fn with(elements: &str) -> String {
    format!("{ENDS}{elements}")
}

#[test]
fn fork_and_join_of_the_same_kind_are_sound() {
    for kind in ["exclusiveGateway", "parallelGateway", "inclusiveGateway"] {
        let elements = format!(r#"<{kind} id="f"/><{kind} id="j"/><task id="a"/><task id="b"/>"#);
        let verdict = judge(&with(&elements), "s -> f -> a -> j -> e\nf -> b -> j");
        assert!(verdict.is_sound(), "{kind}: {verdict:#?}");
    }
}

#[test]
fn a_parallel_join_behind_an_exclusive_fork_is_a_deadlock() {
    let verdict = judge(
        &with(r#"<exclusiveGateway id="x"/><parallelGateway id="p"/><task id="a"/><task id="b"/><task id="c"/>"#),
        "s -> x -> a -> p -> c -> e\nx -> b -> p",
    );
    assert_eq!(problems(&verdict), [Problem::Deadlock]);
    assert_eq!((verdict.safe, verdict.option_to_complete), (Some(true), Some(false)));
    assert_eq!(verdict.proper_completion, Some(true), "nothing has come to an end");
    assert_eq!(dead(&verdict), ["e", "p", "c"]);
    assert_eq!(verdict.counterexamples[0].moves.len(), 3, "start, choice, task: no shorter path exists");
    assert_eq!(verdict.counterexamples[0].missing.len(), 1);
}

#[test]
fn an_exclusive_join_behind_a_parallel_fork_is_unsafe() {
    let verdict = judge(
        &with(r#"<parallelGateway id="p"/><exclusiveGateway id="x"/><task id="a"/><task id="b"/><task id="c"/>"#),
        "s -> p -> a -> x -> c -> e\np -> b -> x",
    );
    assert_eq!(problems(&verdict), [Problem::Unsafe]);
    assert_eq!(verdict.counterexamples[0].elements[0].as_str(), "x_c");
    assert_eq!((verdict.option_to_complete, verdict.proper_completion), (Some(true), Some(true)));
    assert!(verdict.dead_flow_nodes.is_empty() && verdict.decided);
}

#[test]
fn two_tokens_into_an_end_event_are_unsafe_although_an_end_takes_no_time() {
    let verdict = judge(
        &with(r#"<parallelGateway id="p"/><exclusiveGateway id="x"/><task id="a"/><task id="b"/><task id="b2"/>"#),
        "s -> p -> a -> x -> e\np -> b -> b2 -> x",
    );
    assert_eq!(problems(&verdict), [Problem::Unsafe]);
}

#[test]
fn a_loop_and_several_end_events_are_sound() {
    let looping = judge(
        &with(r#"<exclusiveGateway id="m"/><exclusiveGateway id="x"/><task id="a"/>"#),
        "s -> m -> a -> x -> e\nx -> m",
    );
    assert!(looping.is_sound(), "{looping:#?}");
    let ends = judge(
        r#"<startEvent id="s"/><parallelGateway id="p"/><task id="a"/><task id="b"/><endEvent id="e1"/><endEvent id="e2"/>"#,
        "s -> p -> a -> e1\np -> b -> e2",
    );
    assert!(ends.is_sound(), "each token ends by itself: {ends:#?}");
    let uncontrolled = judge(&with(r#"<task id="a"/><task id="b"/><endEvent id="e2"/>"#), "s -> a -> e\ns -> b -> e2");
    assert!(uncontrolled.is_sound(), "{uncontrolled:#?}");
}

#[test]
fn a_fork_that_leads_back_makes_ever_more_tokens() {
    let verdict = judge(
        &with(r#"<exclusiveGateway id="m"/><task id="a"/><parallelGateway id="p"/>"#),
        "s -> m -> a -> p -> e\np -> m",
    );
    assert!(problems(&verdict).contains(&Problem::Unsafe), "{verdict:#?}");
    assert_ne!(verdict.option_to_complete, Some(true));
}

#[test]
fn a_loop_without_a_way_out_is_a_livelock() {
    let verdict = judge(&with(r#"<exclusiveGateway id="m"/><task id="a"/><task id="b"/>"#), "s -> m -> a -> b -> m");
    assert_eq!(problems(&verdict), [Problem::Livelock]);
    assert_eq!(verdict.option_to_complete, Some(false));
    assert_eq!(dead(&verdict), ["e"]);
}

#[test]
fn a_token_left_at_a_join_after_another_has_ended_is_improper() {
    let verdict = judge(
        &with(
            r#"<parallelGateway id="p"/><parallelGateway id="j"/><exclusiveGateway id="x"/><task id="a"/><task id="b"/><endEvent id="e2"/>"#,
        ),
        "s -> p -> a -> j -> e\np -> b -> x -> j\nx -> e2",
    );
    assert_eq!(problems(&verdict), [Problem::ImproperCompletion]);
    assert_eq!((verdict.option_to_complete, verdict.proper_completion), (Some(false), Some(false)));
}

#[test]
fn terminate_takes_along_what_is_left() {
    let verdict = judge(
        &with(
            r#"<parallelGateway id="p"/><parallelGateway id="j"/><exclusiveGateway id="x"/><task id="a"/><task id="b"/><endEvent id="t"><terminateEventDefinition/></endEvent>"#,
        ),
        "s -> p -> a -> j -> e\np -> b -> x -> j\nx -> t",
    );
    assert!(verdict.is_sound(), "{verdict:#?}");
}

#[test]
fn boundary_events_are_ways_out_and_those_that_do_not_interrupt_are_forks() {
    let timer = |interrupting: bool| {
        format!(
            r#"<task id="a"/><task id="late"/><parallelGateway id="j"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="{interrupting}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"#
        )
    };
    let flows = "s -> a -> j -> e\nb -> late -> j";
    let interrupting = judge(&with(&timer(true)), flows);
    assert_eq!(problems(&interrupting), [Problem::Deadlock], "one of the two ways is never taken");
    let beside = judge(&with(&timer(false)), flows);
    assert_eq!(problems(&beside), [Problem::Deadlock], "the timer may never fire");
    let merged = judge(
        &with(
            r#"<task id="a"/><task id="late"/><exclusiveGateway id="j"/><task id="c"/><boundaryEvent id="b" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"#,
        ),
        "s -> a -> j -> c -> e\nb -> late -> j",
    );
    assert!(merged.is_sound(), "{merged:#?}");
}

#[test]
fn sub_processes_are_looked_into_and_their_errors_are_caught() {
    let inside = |end: &str| {
        format!(
            r#"<subProcess id="sub"><startEvent id="is"/><exclusiveGateway id="ix"/><task id="ia"/><task id="ib"/><parallelGateway id="ij"/>{end}{}</subProcess>"#,
            sketch::arrows("is -> ix -> ia -> ij -> ie\nix -> ib -> ij")
        )
    };
    let stuck = judge(&with(&inside(r#"<endEvent id="ie"/>"#)), "s -> sub -> e");
    assert_eq!(problems(&stuck), [Problem::Deadlock]);
    assert_eq!(dead(&stuck), ["e", "ij", "ie"]);
    let rescued = with(&format!(
        r#"{}<boundaryEvent id="b" attachedToRef="sub"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="late"/>"#,
        inside(r#"<endEvent id="ie"/>"#)
    ));
    let rescued = judge(&rescued, "s -> sub -> e\nb -> late");
    assert_eq!(rescued.option_to_complete, Some(true), "the timer can always fire: {rescued:#?}");
    let caught = judge(
        &with(&format!(
            r#"<subProcess id="sub"><startEvent id="is"/><parallelGateway id="ip"/><task id="ia"/><endEvent id="ie"/><endEvent id="ierr"><errorEventDefinition/></endEvent>{}</subProcess><boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition/></boundaryEvent><task id="mend"/><endEvent id="late"/>"#,
            sketch::arrows("is -> ip -> ia -> ie\nip -> ierr")
        )),
        "s -> sub -> e\nb -> mend -> late",
    );
    assert_eq!(problems(&caught), []);
    assert_eq!(dead(&caught), ["e", "ie"], "the error always comes before the end: {caught:#?}");
}

#[test]
fn an_event_sub_process_may_begin_at_any_time() {
    let event = |interrupting: bool| {
        with(&format!(
            r#"<exclusiveGateway id="x"/><parallelGateway id="j"/><task id="a"/><task id="b"/><subProcess id="ev" triggeredByEvent="true"><startEvent id="es" isInterrupting="{interrupting}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent><task id="et"/><endEvent id="ee"/>{}</subProcess>"#,
            sketch::arrows("es -> et -> ee")
        ))
    };
    let flows = "s -> x -> a -> j -> e\nx -> b -> j";
    assert_eq!(judge(&event(true), flows).option_to_complete, Some(true), "the timer can always end it");
    assert_eq!(problems(&judge(&event(false), flows)), [Problem::Deadlock], "what happens beside frees nobody");
}

#[test]
fn what_nothing_leads_to_is_dead() {
    let verdict =
        judge(&with(r#"<task id="a"/><task id="lost"/><task id="behind"/>"#), "s -> a -> e\nlost -> behind -> e");
    assert_eq!(dead(&verdict), ["lost", "behind"]);
    let links = judge(
        &with(
            r#"<task id="a"/><intermediateThrowEvent id="out"><linkEventDefinition name="L"/></intermediateThrowEvent><intermediateCatchEvent id="in"><linkEventDefinition name="L"/></intermediateCatchEvent>"#,
        ),
        "s -> a -> out\nin -> e",
    );
    assert!(links.is_sound(), "{links:#?}");
}

#[test]
fn an_event_based_gateway_waits_for_one_of_its_events() {
    let events = r#"<eventBasedGateway id="g"/><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><receiveTask id="r"/>"#;
    let merged = judge(&with(&format!(r#"{events}<exclusiveGateway id="j"/>"#)), "s -> g -> t -> j -> e\ng -> r -> j");
    assert!(merged.is_sound(), "{merged:#?}");
    let joined = judge(&with(&format!(r#"{events}<parallelGateway id="j"/>"#)), "s -> g -> t -> j -> e\ng -> r -> j");
    assert_eq!(problems(&joined), [Problem::Deadlock]);
}

#[test]
fn twelve_branches_of_five_tasks_are_decided_quickly() {
    let mut elements = with(r#"<parallelGateway id="p"/><parallelGateway id="j"/>"#);
    let mut flows = String::from("s -> p\nj -> e\n");
    for branch in 0..12 {
        let chain: Vec<String> = (0..5).map(|task| format!("t{branch}_{task}")).collect();
        elements.extend(chain.iter().map(|task| format!(r#"<task id="{task}"/>"#)));
        flows.push_str(&format!("p -> {} -> j\n", chain.join(" -> ")));
    }
    let verdict = judge(&elements, &flows);
    assert!(verdict.is_sound() && verdict.states < 1000, "{} states", verdict.states);
    // The same with an end that terminates, where every order counts.
    let verdict = judge(
        &elements.replace(r#"<endEvent id="e"/>"#, r#"<endEvent id="e"><terminateEventDefinition/></endEvent>"#),
        &flows,
    );
    assert!(verdict.is_sound() && verdict.states < 10_000, "{} states", verdict.states);
}

/// Parallel branches of choices, each choice with a timer at one of its tasks.
fn branches_of_choices(branches: usize, choices: usize) -> (String, String) {
    let mut elements = with(r#"<parallelGateway id="p"/><parallelGateway id="j"/>"#);
    let mut flows = String::from("s -> p\nj -> e\n");
    for branch in 0..branches {
        let mut before = "p".to_owned();
        for choice in 0..choices {
            let id = format!("{branch}_{choice}");
            elements.push_str(&format!(
                r#"<exclusiveGateway id="x{id}"/><exclusiveGateway id="m{id}"/><task id="a{id}"/><task id="b{id}"/><boundaryEvent id="t{id}" attachedToRef="a{id}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"#
            ));
            flows.push_str(&format!("{before} -> x{id} -> a{id} -> m{id}\nx{id} -> b{id} -> m{id}\nt{id} -> m{id}\n"));
            before = format!("m{id}");
        }
        flows.push_str(&format!("{before} -> j\n"));
    }
    (elements, flows)
}

#[test]
fn three_hundred_elements_are_decided_quickly() {
    let (elements, flows) = branches_of_choices(12, 5);
    let verdict = judge(&elements, &flows);
    assert!(verdict.is_sound() && verdict.states < 2_000, "{} states", verdict.states);
}
