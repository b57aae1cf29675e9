//! Reading and writing documents.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

#[path = "support/conformance.rs"]
mod conformance;
#[path = "support/files.rs"]
mod files;

use proptest::prelude::*;
use routine_model::xml::{self, Document, Vocabulary, XmlErrorKind, write};

/// A text that is refused: kind, place and part of the sentence.
fn refused(source: &str, kind: XmlErrorKind, place: (u32, u32), sentence: &str) {
    let error = Document::parse(source.as_bytes()).expect_err(source);
    assert_eq!(error.kind, kind, "{source}: {error}");
    assert!(error.message.contains(sentence), "{source}: “{error}” should contain “{sentence}”");
    assert_eq!(error.position.map(|position| (position.line, position.column)), Some(place), "{source}: {error}");
}

#[test]
fn broken_xml_is_refused_with_line_column_and_reason() {
    use XmlErrorKind::NotWellFormed as Broken;
    refused("<a>\n  <b>\n</a>", Broken, (3, 1), "“</a>” closes nothing; “b” is open here");
    refused("<a>\n  <b/>", Broken, (1, 1), "“a” is never closed");
    refused("<a/>\n<b/>", Broken, (2, 1), "second outermost element");
    refused("<a/>x", Broken, (1, 5), "after the end");
    refused("hello", Broken, (1, 1), "This is not XML");
    refused("</a>", Broken, (1, 1), "“</a>” closes nothing");
    refused("<!-- only -->", Broken, (1, 14), "no element");
    refused("<a", Broken, (1, 1), "A tag is never closed");
    refused("<a b=\"1/>", Broken, (1, 1), "never closed by a quote");
    refused("<a b=1/>", Broken, (1, 6), "not in quotes");
    refused("<a b/>", Broken, (1, 5), "not followed by “=”");
    refused("<a b='1' b='2'/>", Broken, (1, 10), "given twice");
    refused("<a b='1'c='2'/>", Broken, (1, 9), "space is missing");
    refused("<a b='<'/>", Broken, (1, 7), "holds a “<”");
    refused("<a b='x & y'/>", Broken, (1, 9), "“&” stands alone");
    refused("<a>x & y</a>", Broken, (1, 6), "“&” stands alone");
    refused("<a>&#0;</a>", Broken, (1, 4), "no character that XML allows");
    refused("<a>&#x110000;</a>", Broken, (1, 4), "no character that XML allows");
    refused("<a>\u{1}</a>", Broken, (1, 4), "U+0001");
    refused("<1a/>", Broken, (1, 1), "not a name for an element");
    refused("<a:b:c/>", Broken, (1, 1), "not a name for an element");
    refused(" <?xml version='1.0'?><a/>", Broken, (1, 2), "very beginning");
    refused("<a><!-- -- --></a>", Broken, (1, 9), "holds “--”");
    refused("<a><![CDATA[x</a>", Broken, (1, 4), "CDATA section is never closed");
    refused("<a/><![CDATA[x]]>", Broken, (1, 5), "outside");
}

#[test]
fn custom_entities_are_refused_so_nothing_can_expand() {
    let laughs = r#"<?xml version="1.0"?>
<!DOCTYPE lolz [
  <!ENTITY lol "lol">
  <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
]>
<lolz>&lol2;</lolz>"#;
    refused(laughs, XmlErrorKind::Entity, (3, 3), "entities of its own");
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
    refused(outside, XmlErrorKind::Entity, (1, 14), "entities of its own");
    refused("<!DOCTYPE a [%x;]><a/>", XmlErrorKind::Entity, (1, 14), "entities of its own");
    refused("<a>&nbsp;</a>", XmlErrorKind::Entity, (1, 4), "“&nbsp;”");
    refused("<a b='&nbsp;'/>", XmlErrorKind::Entity, (1, 7), "“&nbsp;”");
    assert!(Document::parse(b"<!DOCTYPE a><a/>").is_ok(), "a document type alone declares nothing");
}

#[test]
fn depth_attributes_and_size_have_limits() {
    let deep = "<a>".repeat(xml::MAX_DEPTH + 1);
    refused(&deep, XmlErrorKind::TooDeep, (1, 3 * xml::MAX_DEPTH as u32 + 1), "nested more than");
    let attributes: String = (0..=xml::MAX_ATTRIBUTES).map(|number| format!(" a{number}=''")).collect();
    refused(&format!("<a{attributes}/>"), XmlErrorKind::TooLarge, (1, 1), "attributes");
    let large = vec![b' '; xml::MAX_FILE_BYTES as usize + 1];
    let error = Document::parse(&large).unwrap_err();
    assert_eq!(
        (error.kind, error.message.as_str()),
        (XmlErrorKind::TooLarge, "The file has 33 MiB; files of up to 32 MiB are read.")
    );
    assert_eq!(Document::parse(b"").unwrap_err().kind, XmlErrorKind::Empty);
    assert_eq!(Document::parse(b" \n ").unwrap_err().kind, XmlErrorKind::Empty);
}

#[test]
fn elements_know_namespace_attributes_text_and_place() {
    let source = "<m:a xmlns:m='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns='urn:routine-studio:schema:1'>\n  <b x='1 &lt;\n 2' m:x='q'>t &amp; <![CDATA[<u>]]><!-- no -->&#228;\r\n</b><c:d/>\n</m:a>";
    let document = Document::parse(source.as_bytes()).unwrap();
    let root = document.root();
    assert!(root.is(Vocabulary::Bpmn, "a"), "the prefix does not matter");
    let inner = root.children().next().unwrap();
    assert!(inner.is(Vocabulary::Routine, "b"), "the default namespace applies to elements");
    assert_eq!(inner.value("x").unwrap(), "1 <  2");
    let prefixed = inner.attribute_in(Vocabulary::Bpmn, "x").unwrap();
    assert_eq!((prefixed.value().as_ref(), prefixed.position().line, prefixed.position().column), ("q", 3, 5));
    assert_eq!(inner.attribute("x").unwrap().vocabulary(), Vocabulary::None, "it does not apply to attributes");
    assert_eq!(inner.text(), "t & <u>ä\n");
    assert_eq!((inner.position().line, inner.position().column), (2, 3));
    assert_eq!(inner.parent(), Some(root));
    let unbound: Vec<_> = document.unbound_names().map(|(name, position)| (name, position.line)).collect();
    assert_eq!(unbound, [("c:d", 4)], "an undeclared prefix is told and the element is kept");
    assert_eq!(write(&document), source.as_bytes());
}

#[test]
fn every_encoding_comes_back_byte_by_byte() {
    let text = "<?xml version=\"1.0\" encoding=\"ENC\"?>\r\n<a b='süß'>€ – Ω</a>\n";
    let utf16 = |text: &str, little: bool, mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        let units = mark.into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend_from_slice(text.as_bytes());
    let latin = text.replace("ENC", "ISO-8859-1").replace("€ – Ω", "é");
    let latin: Vec<u8> = latin.chars().map(|character| character as u32 as u8).collect();
    let mut windows = latin.clone();
    windows.splice(30..40, *b"Windows-1252");
    let cases = [
        ("UTF-8", text.replace("ENC", "UTF-8").into_bytes()),
        ("UTF-8", marked),
        ("UTF-8", text.replace("ENC", "UTF-16").into_bytes()),
        ("UTF-16", utf16(text, true, true)),
        ("UTF-16", utf16(text, false, true)),
        ("UTF-16", utf16(text, true, false)),
        ("UTF-16", utf16(text, false, false)),
        ("windows-1252", latin),
        ("windows-1252", windows),
    ];
    for (name, bytes) in cases {
        let document = Document::parse(&bytes).unwrap();
        assert_eq!(document.encoding().name(), name);
        assert_eq!(document.root().value("b").unwrap(), "süß");
        assert_eq!(write(&document), bytes, "{name}");
    }
}

#[test]
fn bytes_that_are_not_the_declared_encoding_are_refused() {
    let check = |bytes: &[u8], sentence: &str| {
        let error = Document::parse(bytes).unwrap_err();
        assert_eq!(error.kind, XmlErrorKind::Encoding);
        assert!(error.message.contains(sentence), "{error}");
    };
    check(b"<a>\n \xFF</a>", "not valid UTF-8");
    check(b"<?xml version='1.0' encoding='klingon'?><a/>", "unknown encoding “klingon”");
    check(b"\xFF\xFE<\0a", "UTF-16");
}

#[test]
fn all_public_models_come_back_byte_by_byte() {
    let Some(folder) = conformance::conformance_dir() else { return };
    let files = files::files_below(&folder, ".bpmn");
    assert!(files.len() > 100, "only {} files below {}", files.len(), folder.display());
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        match Document::parse(&bytes) {
            Ok(document) => assert!(write(&document) == bytes, "{} changed", file.display()),
            Err(error) => panic!("{}: {error} {:?}", file.display(), error.position),
        }
    }
}

const SEED: &str =
    r#"<?xml version="1.0"?><!DOCTYPE d><d:a xmlns:d="u:1" b='&lt;x'><!-- c --><e/>t&#228;<![CDATA[z]]><?p i?></d:a>"#;

proptest! {
    #[test]
    fn damaged_documents_never_panic_and_good_ones_come_back(cuts in prop::collection::vec((0..SEED.len(), 0..8usize, "[<>&;\"'/!?\\[\\]a-z: \\-%#ä]{0,6}"), 0..6)) {
        let mut source = SEED.to_owned();
        for (at, length, insert) in cuts {
            let from = (0..=at.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0);
            let to = ((from + length).min(source.len())..=source.len()).find(|at| source.is_char_boundary(*at)).unwrap_or(source.len());
            source.replace_range(from..to, &insert);
        }
        if let Ok(document) = Document::parse(source.as_bytes()) {
            prop_assert_eq!(write(&document), source.as_bytes());
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(document) = Document::parse(&bytes) {
            prop_assert_eq!(write(&document), bytes);
        }
    }
}
