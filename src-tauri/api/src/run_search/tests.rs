#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use run_engine::{RunStatus, StatusReason};
use run_host::{Measure, Relation};

use super::*;

/// Noon of 31 March 2026 in Berlin, two days after its clocks went forward.
const NOON: i64 = 1_774_951_200_000;
const HOUR: i64 = 3_600_000;

fn search(text: &str) -> Search {
    read_search(text, &Moment { now: Timestamp(NOON), zone: TimeZone::get("Europe/Berlin").unwrap() })
}

#[test]
fn words_and_conditions_have_to_hold_all_and_a_minus_turns_one_round() {
    let search = search(r#"invoice Status:failed,max "a b:c" -routine:"monthly report""#);
    assert_eq!(search.reading.mistakes.len(), 1);
    let search = self::search(r#"invoice Status:failed,open "a b:c" -routine:"monthly report" -"#);
    let not = |(test, not)| RunCondition { test, not };
    let statuses = vec![RunStatus::Failed, RunStatus::Scheduled, RunStatus::InProgress, RunStatus::Paused];
    let expected = [
        (RunTest::Text("invoice".into()), false),
        (RunTest::Status(statuses), false),
        (RunTest::Text("a b:c".into()), false),
        (RunTest::Routine("monthly report".into()), true),
        (RunTest::Text("-".into()), false),
    ];
    assert_eq!(search.conditions, expected.map(not));
    assert_eq!(search.reading.mistakes, []);
}

#[test]
fn every_condition_is_understood() {
    let is = |measure, relation, bound| RunTest::Is(measure, relation, bound);
    for (text, expected) in [
        ("reason:max-credits", RunTest::Reason(vec![StatusReason::MaxCredits])),
        ("waits:you", RunTest::Asks),
        ("is:COPIED", RunTest::Copied),
        ("is:imported", RunTest::Imported),
        ("is:tokengame", RunTest::TokenGame),
        ("cost>2.5", is(Measure::MicroCredits, Relation::Above, 2_500_000)),
        ("steps:3", is(Measure::Steps, Relation::Equal, 3)),
        ("events>=10", is(Measure::Entries, Relation::AtLeast, 10)),
        ("incidents>0", is(Measure::Incidents, Relation::Above, 0)),
        ("took<=1h30m", is(Measure::Duration, Relation::AtMost, 5_400_000)),
        ("age<2d", is(Measure::Created, Relation::Above, NOON - 48 * HOUR)),
        ("started:today", RunTest::Within(Measure::Created, NOON - 12 * HOUR, NOON + 12 * HOUR)),
        ("started<yesterday", is(Measure::Created, Relation::Below, NOON - 36 * HOUR)),
        ("started>2026-03-30", is(Measure::Created, Relation::AtLeast, NOON - 12 * HOUR)),
        // That day has 23 hours.
        ("started:2026-03-29", RunTest::Within(Measure::Created, NOON - 59 * HOUR, NOON - 36 * HOUR)),
    ] {
        let search = search(text);
        assert_eq!(search.reading.mistakes, [], "{text}");
        assert_eq!(search.conditions, [RunCondition::from(expected)], "{text}");
    }
}

#[test]
fn whatever_is_offered_is_understood() {
    for word in search_words() {
        let name = serde_json::to_value(word.key).unwrap();
        for value in word.values {
            let text = format!("{}:{value}", name.as_str().unwrap());
            assert_eq!(search(&text).reading.mistakes, [], "{text}");
        }
    }
}

#[test]
fn a_mistake_says_where_it_is_and_what_could_stand_there() {
    for (text, from, to, kind) in [
        ("invoice stats:failed", 8, 13, SearchMistakeKind::UnknownKey),
        ("invoice -status:failled", 16, 23, SearchMistakeKind::UnknownValue),
        ("é😀 status:", 4, 11, SearchMistakeKind::NoValue),
        ("status>failed", 0, 13, SearchMistakeKind::NoBound),
        ("took:5s", 0, 7, SearchMistakeKind::NeedsBound),
        ("steps>many", 6, 10, SearchMistakeKind::NotNumber),
        ("cost>1,5", 5, 8, SearchMistakeKind::NotCredits),
        ("age<5", 4, 5, SearchMistakeKind::NotSpan),
        ("age<5y", 4, 6, SearchMistakeKind::NotSpan),
        ("started>2026-02-30", 8, 18, SearchMistakeKind::NotDay),
        ("routine:\"report", 8, 15, SearchMistakeKind::OpenQuote),
        ("is:copied,imported", 3, 18, SearchMistakeKind::UnknownValue),
    ] {
        let reading = search(text).reading;
        let [mistake] = &*reading.mistakes else { panic!("{text}: {:?}", reading.mistakes) };
        assert_eq!((mistake.from, mistake.to, mistake.kind), (from, to, kind), "{text}");
    }
    let reading = search("stats:failed").reading;
    assert_eq!(reading.mistakes[0].expected, ["status", "started", "steps"], "conditions that begin alike");
    assert_eq!(
        sentence(&reading.mistakes[0]),
        "Character 1: there is no condition \"stats\"; a word in quotation marks is none: status, started, steps."
    );
}

#[test]
fn the_parts_of_a_query_are_told_with_their_places() {
    let parts = search("  é -cost>=2 \"x y\"").reading.parts;
    let told: Vec<_> =
        parts.iter().map(|part| (part.from, part.to, part.key, &*part.relation, &*part.value, part.not)).collect();
    assert_eq!(
        told,
        [
            (2, 3, None, "", "é", false),
            (4, 12, Some(crate::contract::SearchKey::Cost), ">=", "2", true),
            (13, 18, None, "", "x y", false)
        ]
    );
}
