//! One pass over the text: checks what XML asks for and lays out the tree.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::attribute::unescaped;
use super::complaint::shortened;
use super::document::{AttributeRecord, Document, ElementRecord, NONE, NodeKind, NodeRecord};
use super::encoding::Encoding;
use super::error::{XmlError, XmlErrorKind};
use super::lines::{Lines, Span};
use super::names;
use super::scope::{NO_NAMESPACE, Scope};
use super::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS};

pub(super) fn build(text: String, encoding: Encoding) -> Result<Document, XmlError> {
    let lines = Lines::of(&text);
    let mut builder = Builder {
        text: &text,
        lines: &lines,
        scope: Scope::new(),
        nodes: Vec::new(),
        elements: Vec::new(),
        attributes: Vec::new(),
        unbound: Vec::new(),
        open: Vec::new(),
        last: NONE,
        root: NONE,
    };
    builder.read()?;
    let Builder { scope, nodes, elements, attributes, unbound, root, .. } = builder;
    let namespaces = scope.known;
    Ok(Document { text, encoding, lines, nodes, elements, attributes, namespaces, unbound, first: 0, root })
}

pub(super) struct Builder<'t> {
    pub(super) text: &'t str,
    pub(super) lines: &'t Lines,
    scope: Scope<'t>,
    nodes: Vec<NodeRecord>,
    elements: Vec<ElementRecord>,
    attributes: Vec<AttributeRecord>,
    unbound: Vec<Span>,
    open: Vec<u32>,
    /// The node that the next one follows; none right after a start tag.
    last: u32,
    root: u32,
}

impl<'t> Builder<'t> {
    fn read(&mut self) -> Result<(), XmlError> {
        if let Some((at, character)) = self.text.char_indices().find(|(_, character)| !names::is_allowed(*character)) {
            let code = character as u32;
            return Err(self.broken(at, format!("The character U+{code:04X} is not allowed in XML.")));
        }
        let mut reader = Reader::from_str(self.text);
        reader.config_mut().check_comments = true;
        loop {
            let start = reader.buffer_position() as usize;
            let event =
                reader.read_event().map_err(|error| self.unreadable(&error, reader.error_position() as usize))?;
            let span = Span::new(start, reader.buffer_position() as usize);
            match event {
                Event::Start(tag) => self.start(&tag, span, false)?,
                Event::Empty(tag) => self.start(&tag, span, true)?,
                Event::End(_) => self.end(span),
                Event::Text(_) => self.characters(span)?,
                Event::CData(_) if self.open.is_empty() => {
                    return Err(self.broken(start, "Text stands outside of the outermost element."));
                }
                Event::CData(_) => self.push(span, NodeKind::CharacterSection),
                Event::GeneralRef(reference) => self.reference(&reference, span)?,
                Event::Comment(_) => self.push(span, NodeKind::Aside),
                Event::PI(_) | Event::Decl(_) => self.instruction(span)?,
                Event::DocType(_) => self.document_type(span)?,
                Event::Eof => return self.finish(start),
            }
        }
    }

    fn push(&mut self, span: Span, kind: NodeKind) {
        let index = self.nodes.len() as u32;
        self.nodes.push(NodeRecord { span, kind, next: NONE });
        if let Some(last) = self.nodes.get_mut(self.last as usize).filter(|_| self.last != NONE) {
            last.next = index;
        } else if let Some(parent) = self.open.last().and_then(|open| self.elements.get_mut(*open as usize)) {
            parent.first_child = index;
        }
        self.last = index;
    }

    fn start(&mut self, tag: &BytesStart<'_>, span: Span, is_empty: bool) -> Result<(), XmlError> {
        let start = span.start as usize;
        if self.open.is_empty() && self.root != NONE {
            return Err(self.broken(start, "A second outermost element begins here; a document has one."));
        }
        if self.open.len() >= MAX_DEPTH {
            let message = format!("Elements are nested more than {MAX_DEPTH} deep.");
            return Err(self.error(XmlErrorKind::TooDeep, start, message));
        }
        if self.elements.len() >= MAX_ELEMENTS {
            let message = format!("The file holds more than {MAX_ELEMENTS} elements.");
            return Err(self.error(XmlErrorKind::TooLarge, start, message));
        }
        let name = Span::new(start + 1, start + 1 + tag.name().0.len());
        if !names::is_qualified_name(name.of(self.text)) {
            return Err(
                self.broken(start, format!("“{}” is not a name for an element.", shortened(name.of(self.text))))
            );
        }
        let first = self.attributes.len();
        self.scope.open();
        self.read_attributes(tag, start)?;
        self.resolve_attributes(first);
        let namespace = self.resolve(name, true);
        let parent = self.open.last().copied().unwrap_or(NONE);
        let (index, node) = (self.elements.len() as u32, self.nodes.len() as u32);
        self.push(span, NodeKind::Element(index));
        let attributes = (first as u32, self.attributes.len() as u32);
        let end_tag = Span { start: span.end, end: span.end };
        let prefix = name.of(self.text).find(':').map_or(0, |colon| colon + 1);
        let local = Span { start: name.start + prefix as u32, end: name.end };
        self.elements.push(ElementRecord {
            node,
            parent,
            name,
            local,
            namespace,
            attributes,
            first_child: NONE,
            end_tag,
        });
        if self.root == NONE {
            self.root = index;
        }
        if is_empty {
            self.scope.close();
        } else {
            self.open.push(index);
            self.last = NONE;
        }
        Ok(())
    }

    fn end(&mut self, span: Span) {
        self.scope.close();
        if let Some(element) = self.open.pop().and_then(|open| self.elements.get_mut(open as usize)) {
            element.end_tag = span;
            self.last = element.node;
        }
    }

    /// Checks the attributes of a start tag and brings its namespace declarations into force.
    fn read_attributes(&mut self, tag: &BytesStart<'_>, start: usize) -> Result<(), XmlError> {
        let first = self.attributes.len();
        let base = tag.attributes_raw().as_ptr() as usize - tag.name().0.len();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| self.bad_attribute(&error, start))?;
            if self.attributes.len() - first >= MAX_ATTRIBUTES {
                let message = format!("An element has more than {MAX_ATTRIBUTES} attributes.");
                return Err(self.error(XmlErrorKind::TooLarge, start, message));
            }
            // Both are stretches of the text that the reader was given, so their distance to its tag is their place.
            let name_at = start + 1 + (attribute.key.0.as_ptr() as usize - base);
            let name = Span::new(name_at, name_at + attribute.key.0.len());
            let value_at = start + 1 + (attribute.value.as_ptr() as usize - base);
            let value = Span::new(value_at, value_at + attribute.value.len());
            self.check_attribute(name, value)?;
            self.declare(name, value)?;
            self.attributes.push(AttributeRecord { name, namespace: NO_NAMESPACE, value });
        }
        Ok(())
    }

    fn check_attribute(&self, name: Span, value: Span) -> Result<(), XmlError> {
        let (label, raw) = (name.of(self.text), value.of(self.text));
        let at = name.start as usize;
        let before = self.text.as_bytes().get(at.wrapping_sub(1));
        if !names::is_qualified_name(label) {
            return Err(self.broken(at, format!("“{}” is not a name for an attribute.", shortened(label))));
        }
        if !before.is_some_and(u8::is_ascii_whitespace) {
            return Err(self.broken(at, format!("A space is missing before the attribute “{label}”.")));
        }
        if let Some(bracket) = raw.find('<') {
            let message = format!("The value of “{label}” holds a “<”, which has to be written “&lt;”.");
            return Err(self.broken(value.start as usize + bracket, message));
        }
        self.check_references(value)
    }

    /// Every `&…;` of an attribute value has to be a character or one of the five predefined names.
    fn check_references(&self, value: Span) -> Result<(), XmlError> {
        let raw = value.of(self.text);
        for (at, _) in raw.match_indices('&') {
            let place = value.start as usize + at;
            let rest = raw.get(at + 1..).unwrap_or_default();
            match rest.split_once(';') {
                Some((name, _)) if name.len() <= 64 => {
                    self.character(name, place)?;
                }
                _ => return Err(self.stray_ampersand(place)),
            }
        }
        Ok(())
    }

    fn declare(&mut self, name: Span, value: Span) -> Result<(), XmlError> {
        let label = name.of(self.text);
        let prefix = match label.strip_prefix("xmlns") {
            Some("") => "",
            Some(rest) => match rest.strip_prefix(':') {
                Some(prefix) => prefix,
                None => return Ok(()),
            },
            None => return Ok(()),
        };
        if self.scope.declare(prefix, &unescaped(value.of(self.text))) {
            Ok(())
        } else {
            Err(self.error(XmlErrorKind::TooLarge, name.start as usize, "Too many namespaces are declared."))
        }
    }

    fn resolve_attributes(&mut self, first: usize) {
        for index in first..self.attributes.len() {
            let Some(name) = self.attributes.get(index).map(|attribute| attribute.name) else { continue };
            let namespace = self.resolve(name, false);
            if let Some(attribute) = self.attributes.get_mut(index) {
                attribute.namespace = namespace;
            }
        }
    }

    fn resolve(&mut self, name: Span, default_applies: bool) -> u32 {
        let found = match name.of(self.text).split_once(':') {
            Some((prefix, _)) => self.scope.resolve(prefix),
            None if default_applies => self.scope.resolve(""),
            None => Some(NO_NAMESPACE),
        };
        found.unwrap_or_else(|| {
            self.unbound.push(name);
            NO_NAMESPACE
        })
    }

    fn characters(&mut self, span: Span) -> Result<(), XmlError> {
        let raw = span.of(self.text);
        if self.open.is_empty()
            && let Some(at) = raw.find(|character: char| !character.is_ascii_whitespace())
        {
            let place = span.start as usize + at;
            let message = if self.root == NONE {
                "This is not XML: text stands before the first element."
            } else {
                "Text stands after the end of the document."
            };
            return Err(self.broken(place, message));
        }
        if !span.of(self.text).is_empty() {
            self.push(span, NodeKind::Text);
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, span: Span) -> Result<(), XmlError> {
        if self.open.is_empty() {
            return Err(self.broken(span.start as usize, "Text stands outside of the outermost element."));
        }
        let character = self.character(reference, span.start as usize)?;
        self.push(span, NodeKind::Reference(character));
        Ok(())
    }

    /// What the name between `&` and `;` stands for.
    fn character(&self, name: &str, at: usize) -> Result<char, XmlError> {
        let number = match name.strip_prefix('#') {
            Some(number) => match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok().filter(|_| !hex.starts_with('+')),
                None => number.parse().ok().filter(|_| !number.starts_with('+')),
            },
            None => {
                return match name {
                    "lt" => Ok('<'),
                    "gt" => Ok('>'),
                    "amp" => Ok('&'),
                    "apos" => Ok('\''),
                    "quot" => Ok('"'),
                    _ if names::is_plain_name(name) => Err(self.entity(name, at)),
                    _ => Err(self.stray_ampersand(at)),
                };
            }
        };
        number
            .and_then(char::from_u32)
            .filter(|character| names::is_allowed(*character))
            .ok_or_else(|| self.broken(at, format!("“&{};” is no character that XML allows.", shortened(name))))
    }

    fn instruction(&mut self, span: Span) -> Result<(), XmlError> {
        let content = span.of(self.text).get(2..).unwrap_or_default();
        let target = content
            .split(|character: char| character.is_ascii_whitespace() || character == '?')
            .next()
            .unwrap_or_default();
        if target.eq_ignore_ascii_case("xml") && span.start != 0 {
            return Err(self.broken(span.start as usize, "“<?xml” may only stand at the very beginning of the file."));
        }
        if !names::is_plain_name(target) {
            return Err(self.broken(span.start as usize, "A processing instruction needs a name."));
        }
        self.push(span, NodeKind::Aside);
        Ok(())
    }

    fn document_type(&mut self, span: Span) -> Result<(), XmlError> {
        let start = span.start as usize;
        if self.root != NONE {
            return Err(self.broken(start, "A document type may only stand before the first element."));
        }
        let declaration = span.of(self.text);
        if let Some(at) = declaration.find("<!ENTITY").or_else(|| declaration.find('%')) {
            return Err(self
                .error(XmlErrorKind::Entity, start + at, "The file declares entities of its own, which are not read because they can be made to expand without end.")
                .hint("Write the text itself in place of each entity and remove the declarations."));
        }
        self.push(span, NodeKind::Aside);
        Ok(())
    }

    fn finish(&self, end: usize) -> Result<(), XmlError> {
        if let Some(open) = self.open.last().and_then(|open| self.elements.get(*open as usize)) {
            let name = open.name.of(self.text);
            let at = open.name.start as usize - 1;
            return Err(
                self.broken(at, format!("The element “{name}” is never closed; the file ends before “</{name}>”."))
            );
        }
        if self.root == NONE {
            return Err(self.broken(end, "This is not XML: no element was found."));
        }
        Ok(())
    }
}
