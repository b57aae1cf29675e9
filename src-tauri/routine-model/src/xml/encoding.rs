//! From bytes to text and back, without loss.

use super::error::{XmlError, XmlErrorKind};

/// How a file writes its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    form: Form,
    byte_order_mark: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Declared(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// UTF-8 without a byte order mark, what new files use.
    pub const UTF_8: Self = Self { form: Form::Utf8, byte_order_mark: false };

    /// The name as an XML declaration writes it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.form {
            Form::Utf8 => "UTF-8",
            Form::Utf16LittleEndian | Form::Utf16BigEndian => "UTF-16",
            Form::Declared(encoding) => encoding.name(),
        }
    }

    /// The bytes of `text` in this encoding.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len() + 3);
        match self.form {
            Form::Utf8 => {
                if self.byte_order_mark {
                    bytes.extend_from_slice(&[0xEF, 0xBB, 0xBF]);
                }
                bytes.extend_from_slice(text.as_bytes());
            }
            Form::Utf16LittleEndian => {
                let mark = self.byte_order_mark.then_some(0xFEFF);
                mark.into_iter()
                    .chain(text.encode_utf16())
                    .for_each(|unit| bytes.extend_from_slice(&unit.to_le_bytes()));
            }
            Form::Utf16BigEndian => {
                let mark = self.byte_order_mark.then_some(0xFEFF);
                mark.into_iter()
                    .chain(text.encode_utf16())
                    .for_each(|unit| bytes.extend_from_slice(&unit.to_be_bytes()));
            }
            Form::Declared(encoding) => bytes.extend_from_slice(&encoding.encode(text).0),
        }
        bytes
    }
}

/// The text of a file and how it was written (XML 1.0, appendix F: byte order mark, then declaration, then UTF-8).
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Encoding), XmlError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, true),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, Form::Utf16LittleEndian, true),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, Form::Utf16BigEndian, true),
        [b'<', 0, ..] => utf16(bytes, Form::Utf16LittleEndian, false),
        [0, b'<', ..] => utf16(bytes, Form::Utf16BigEndian, false),
        _ => match declared_label(bytes) {
            Some(label) => declared(bytes, &label),
            None => utf8(bytes, false),
        },
    }
}

fn utf8(bytes: &[u8], byte_order_mark: bool) -> Result<(String, Encoding), XmlError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), Encoding { form: Form::Utf8, byte_order_mark })),
        Err(error) => {
            let good =
                bytes.get(..error.valid_up_to()).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or_default();
            let place = super::lines::Lines::of(good).position(good, good.len());
            Err(XmlError::new(XmlErrorKind::Encoding, "The file is not valid UTF-8 here.")
                .hint("Name the right encoding in the first line, for example <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>.")
                .at(place))
        }
    }
}

fn utf16(bytes: &[u8], form: Form, byte_order_mark: bool) -> Result<(String, Encoding), XmlError> {
    let broken = || XmlError::new(XmlErrorKind::Encoding, "The file starts as UTF-16 and does not go on as such.");
    if !bytes.len().is_multiple_of(2) {
        return Err(broken());
    }
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if form == Form::Utf16LittleEndian { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    Ok((text.map_err(|_| broken())?, Encoding { form, byte_order_mark }))
}

fn declared(bytes: &[u8], label: &str) -> Result<(String, Encoding), XmlError> {
    let Some(encoding) = encoding_rs::Encoding::for_label(label.as_bytes()) else {
        return Err(XmlError::new(
            XmlErrorKind::Encoding,
            format!("The file declares the unknown encoding “{label}”."),
        )
        .hint("Save it as UTF-8."));
    };
    // A file that declares UTF-16 and yet starts with single bytes was written out as UTF-8 by its program.
    if encoding == encoding_rs::UTF_8 || encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
        return utf8(bytes, false);
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let (back, _, unmappable) = encoding.encode(&text);
    if had_errors || unmappable || back.as_ref() != bytes {
        return Err(XmlError::new(
            XmlErrorKind::Encoding,
            format!("The file declares the encoding “{label}” and is not written in it."),
        )
        .hint("Save it as UTF-8."));
    }
    Ok((text.into_owned(), Encoding { form: Form::Declared(encoding), byte_order_mark: false }))
}

/// What `<?xml … encoding="…"?>` says, read from the bytes, as every supported encoding writes ASCII alike.
fn declared_label(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(512))?;
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(str::to_owned)
}
