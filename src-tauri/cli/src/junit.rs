//! Verdicts about scenarios in the form that build servers read: JUnit's XML.

use std::fmt::Write as _;

/// What has come of one scenario.
#[derive(Debug)]
pub(crate) struct Case {
    /// The scenario's file.
    pub(crate) file: String,
    /// The routine that it is about, or the scenario itself where it could not be read.
    pub(crate) routine: String,
    /// How it ended.
    pub(crate) ending: CaseEnding,
}

/// How a scenario ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CaseEnding {
    /// As expected.
    Passed,
    /// With these differences.
    Failed(Vec<String>),
    /// It could not be played.
    Unusable(String),
    /// It is for information only.
    Contested,
}

/// The whole report.
pub(crate) fn report(cases: &[Case]) -> String {
    let number = |fits: fn(&CaseEnding) -> bool| cases.iter().filter(|case| fits(&case.ending)).count();
    let failures = number(|ending| matches!(ending, CaseEnding::Failed(_)));
    let errors = number(|ending| matches!(ending, CaseEnding::Unusable(_)));
    let skipped = number(|ending| matches!(ending, CaseEnding::Contested));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites><testsuite name=\"routine test\" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">\n",
        cases.len()
    );
    for case in cases {
        let (name, class) = (escaped(&case.file), escaped(&case.routine));
        let inside = match &case.ending {
            CaseEnding::Passed => String::new(),
            CaseEnding::Failed(reasons) => {
                let first = reasons.first().map(|reason| escaped(reason)).unwrap_or_default();
                format!("<failure message=\"{first}\">{}</failure>", escaped(&reasons.join("\n")))
            }
            CaseEnding::Unusable(reason) => format!("<error message=\"{}\"/>", escaped(reason)),
            CaseEnding::Contested => "<skipped message=\"contested\"/>".to_owned(),
        };
        let _ = writeln!(xml, "<testcase name=\"{name}\" classname=\"{class}\">{inside}</testcase>");
    }
    xml.push_str("</testsuite></testsuites>\n");
    xml
}

/// Without what XML reserves, and without what it cannot hold at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(letter),
            control if control.is_control() => escaped.push('\u{FFFD}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_report_quotes_is_escaped_and_counted() {
        let case = |ending| Case { file: "a&b.scenario.json".to_owned(), routine: "r.bpmn".to_owned(), ending };
        let xml = report(&[
            case(CaseEnding::Passed),
            case(CaseEnding::Failed(vec!["expected \"x\" < 3".to_owned()])),
            case(CaseEnding::Unusable("no\u{0}file".to_owned())),
        ]);
        assert!(xml.contains(r#"tests="3" failures="1" errors="1" skipped="0""#), "{xml}");
        assert!(xml.contains("name=\"a&amp;b.scenario.json\""), "{xml}");
        assert!(xml.contains("expected &quot;x&quot; &lt; 3"), "{xml}");
        assert!(!xml.contains('\u{0}'), "what XML cannot hold is replaced: {xml}");
    }
}
