//! HTML of three writers (pulldown-cmark, Emacs, pandoc) to one list of what it means.
//!
//! `<p>a <b>b</b></p>` and `a <strong>b</strong>` both give `["a", "<strong>", "b", "</strong>", "¶"]`. Only what those
//! writers write is understood. Footnotes are compared by their references.

/// What a text of HTML means, as words and marks.
pub(crate) fn meaning_of(html: &str) -> Vec<String> {
    let mut reader = Reader { out: vec![], text: String::new(), stack: vec![], skipping: None, verbatim: false };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        reader.text(&rest[..at]);
        if let Some(after) = rest[at..].strip_prefix("<!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = rest[at..].find('>').map_or(rest.len(), |len| at + len + 1);
        reader.tag(&rest[at..end]);
        rest = &rest[end..];
    }
    reader.text(rest);
    reader.flush();
    reader.finish()
}

struct Open {
    name: String,
    mark: Option<String>,
}

struct Reader {
    out: Vec<String>,
    text: String,
    stack: Vec<Open>,
    /// The depth at which what is skipped started.
    skipping: Option<usize>,
    verbatim: bool,
}

impl Reader {
    fn text(&mut self, text: &str) {
        if self.skipping.is_none() {
            self.text.push_str(&decode(text));
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if self.verbatim {
            for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
                self.out.push(line.to_owned());
            }
            return;
        }
        self.out
            .extend(text.split([' ', '\n', '\r', '\t', '\u{a0}']).filter(|word| !word.is_empty()).map(str::to_owned));
    }

    fn tag(&mut self, tag: &str) {
        let is_end = tag.starts_with("</");
        let inside = tag.trim_start_matches(['<', '/']).trim_end_matches(['>', '/']).trim();
        let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "br" | "img" | "hr" | "input" | "col" | "meta" | "link" => self.void(&name, attributes),
            _ if is_end => self.close(&name),
            _ => self.open(name, attributes),
        }
    }

    fn void(&mut self, name: &str, attributes: &str) {
        if self.skipping.is_some() {
            return;
        }
        self.flush();
        match name {
            "img" => self.out.push(format!("<img {}>", url(&attribute(attributes, "src")))),
            "input" => self.out.extend(
                if attributes.contains("checked") { vec!["[X]"] } else { vec!["[", "]"] }
                    .into_iter()
                    .map(str::to_owned),
            ),
            "br" | "hr" => self.out.push(format!("<{name}>")),
            _ => {}
        }
    }

    fn open(&mut self, name: String, attributes: &str) {
        let class = attribute(attributes, "class");
        let is_footnotes =
            attribute(attributes, "id") == "footnotes" || class.contains("footnotes") || class == "footnote-definition";
        let is_reference = class == "footnote-reference" || class.contains("footref") || class == "footnote-ref";
        if self.skipping.is_none() && (is_footnotes || is_reference) {
            self.flush();
            if is_reference {
                self.out.push("<note>".to_owned());
            }
            self.skipping = Some(self.stack.len());
        }
        if self.skipping.is_some() {
            return self.stack.push(Open { name, mark: None });
        }
        self.flush();
        let is_nested = self.stack.iter().any(|open| {
            matches!(open.name.as_str(), "li" | "blockquote" | "dd") || open.mark.as_deref() == Some("quote")
        });
        let mark = match name.as_str() {
            "b" | "strong" => Some("strong".to_owned()),
            "i" | "em" => Some("em".to_owned()),
            "s" | "del" => Some("del".to_owned()),
            "code" if !self.verbatim => Some("code".to_owned()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if is_nested => Some("¶strong".to_owned()),
            "sub" | "sup" | "kbd" | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "table" | "tr" | "details"
            | "summary" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(name.clone()),
            "th" | "td" => Some("cell".to_owned()),
            "a" if attributes.contains("href") => Some(format!("a {}", url(&attribute(attributes, "href")))),
            "pre" => {
                self.verbatim = true;
                Some("pre".to_owned())
            }
            "blockquote" if class.starts_with("markdown-alert-") => Some(class["markdown-alert-".len()..].to_owned()),
            "blockquote" => Some("quote".to_owned()),
            "div" if class.contains("quote") => Some("quote".to_owned()),
            "div" if ["note", "tip", "important", "warning", "caution"].contains(&class.as_str()) => {
                Some(class.clone())
            }
            "p" => Some("¶".to_owned()),
            _ => None,
        };
        if name == "span" && class.contains("math") {
            let is_display = class.contains("display");
            self.text.push_str(if is_display { "\\[" } else { "\\(" });
        }
        if let Some(mark) = &mark {
            let is_code = mark == "code";
            self.out.push(match mark.as_str() {
                "¶strong" => "<strong>".to_owned(),
                "¶" => "¶".to_owned(),
                _ => format!("<{mark}>"),
            });
            if is_code {
                self.out.push("`".to_owned());
            }
        }
        self.stack.push(Open {
            name: if name == "span" && class.contains("math") { format!("math {class}") } else { name },
            mark,
        });
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.stack.iter().rposition(|open| {
            open.name.split(' ').next() == Some(name) || name == "span" && open.name.starts_with("math")
        }) else {
            return;
        };
        if self.skipping.is_some_and(|depth| at <= depth) {
            self.skipping = None;
            self.stack.truncate(at);
            return;
        }
        let open = self.stack.remove(at);
        if self.skipping.is_some() {
            return;
        }
        if open.name.starts_with("math") {
            self.text.push_str(if open.name.contains("display") { "\\]" } else { "\\)" });
            return;
        }
        self.flush();
        match open.mark.as_deref() {
            Some("pre") => {
                self.verbatim = false;
                self.out.push("</pre>".to_owned());
            }
            Some("¶") => self.out.push("¶".to_owned()),
            Some("¶strong") => self.out.extend(["</strong>".to_owned(), "¶".to_owned()]),
            Some(mark) => self.out.push(format!("</{}>", mark.split(' ').next().unwrap_or(mark))),
            None => {}
        }
    }

    /// Ends of paragraphs count only between texts, and a task box is no code.
    fn finish(self) -> Vec<String> {
        let mut out: Vec<String> = vec![];
        for word in self.out {
            let is_block = |word: &str| {
                word == "¶"
                    || word.starts_with('<')
                        && ![
                            "<a", "</a", "<strong", "</strong", "<em", "</em", "<del", "</del", "<code", "</code",
                            "<img", "<br", "<sub", "</sub", "<sup", "</sup", "<kbd", "</kbd", "<note",
                        ]
                        .iter()
                        .any(|inline| word.starts_with(inline))
            };
            if is_block(&word) && out.last().is_some_and(|last| last == "¶") {
                out.pop();
            }
            if word == "¶" && out.last().is_none_or(|last| is_block(last)) {
                continue;
            }
            out.push(word);
        }
        while out.last().is_some_and(|last| last == "¶") {
            out.pop();
        }
        let joined = out.join("\n");
        // Some writers raise the references, and Emacs writes `nil` into an empty block.
        let joined =
            joined.replace("<sup>\n<note>\n</sup>", "<note>").replace("<quote>\nnil\n</quote>", "<quote>\n</quote>");
        let joined = joined.replace("<code>\n`\n[X]\n</code>", "[X]").replace("<code>\n`\n[\n]\n</code>", "[\n]");
        joined.split('\n').map(str::to_owned).collect()
    }
}

fn attribute(attributes: &str, name: &str) -> String {
    let start = attributes.find(&format!("{name}=\"")).map(|at| at + name.len() + 2);
    start.and_then(|start| attributes[start..].split('"').next()).map(decode).unwrap_or_default()
}

/// Addresses of files are written in more than one way.
fn url(text: &str) -> String {
    let text = text.strip_prefix("file://").filter(|rest| rest.starts_with('/')).unwrap_or(text);
    let text = text.strip_prefix("file:").unwrap_or(text).replace("::#", "#");
    let mut bytes = vec![];
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(byte) = code.filter(|_| *first == b'%') {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).replace(".md", ".html").replace(".org", ".html").replace(' ', "+")
}

/// Character references, and without the characters that nobody sees.
fn decode(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find(';').filter(|len| *len < 10);
        let name = end.map(|len| &rest[at + 1..at + len]);
        let code =
            name.and_then(|name| name.strip_prefix('#')).and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            });
        let known = match name {
            Some("amp") => Some('&'),
            Some("lt") => Some('<'),
            Some("gt") => Some('>'),
            Some("quot") => Some('"'),
            Some("vert") => Some('|'),
            _ => code.and_then(char::from_u32),
        };
        if let (Some(c), Some(len)) = (known, end) {
            out.push(c);
            rest = &rest[at + len + 1..];
        } else {
            out.push('&');
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
    out.replace(['\u{200b}', '\u{2060}'], "")
}
