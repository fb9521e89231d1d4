//! Reads what a PHP source file declares: the class's name and kin, constants, cases, properties, signatures and doc comments; bodies are
//! skipped. The extension registers its classes from the package's own PHP files, so that a signature and its documentation stand in
//! one place. It understands the style of those files, not all of PHP. No unsafe code here.

/// What kind of class a file declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Class,
    Interface,
    Enum,
}

/// A class, interface or enum. Names of classes are fully qualified, without a leading backslash.
#[derive(Debug)]
pub struct Declaration {
    pub kind: Kind,
    pub name: String,
    #[cfg_attr(not(php84), expect(dead_code, reason = "PHP keeps an internal class's documentation from 8.4 on"))]
    pub doc: String,
    pub parents: Vec<String>,
    pub interfaces: Vec<String>,
    pub constants: Vec<Constant>,
    pub properties: Vec<Property>,
    pub methods: Vec<Method>,
}

/// A class constant or a case of an enum.
#[derive(Debug)]
pub struct Constant {
    pub name: String,
    pub doc: String,
    pub value: ConstantValue,
}

/// What a constant is.
#[derive(Debug)]
pub enum ConstantValue {
    Integer(i64),
    Text(String),
}

/// A property.
#[derive(Debug)]
pub struct Property {
    pub name: String,
    pub type_name: String,
    pub default: Option<String>,
    pub is_public: bool,
    pub is_readonly: bool,
    pub doc: String,
}

/// A method or function.
#[derive(Debug)]
pub struct Method {
    pub name: String,
    pub parameters: Vec<Parameter>,
    pub return_type: Option<String>,
    pub is_static: bool,
    /// Of a constructor that nobody is to call; other private methods are not declared.
    pub is_private: bool,
    pub doc: String,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    pub name: String,
    pub type_name: String,
    pub default: Option<String>,
    /// Whether its value is kept out of backtraces (`#[\SensitiveParameter]`).
    pub is_sensitive: bool,
}

/// Types that are no classes.
const BUILT_IN: &[&str] = &[
    "mixed", "string", "int", "float", "bool", "array", "null", "callable", "iterable", "object", "void", "static",
    "self", "false", "true", "never",
];

/// A lexical element.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Doc(String),
    /// A name, a keyword, a variable or a number.
    Word(String),
    /// A quoted string with its quotes.
    Text(String),
    /// An attribute's name.
    Attribute(String),
    Mark(char),
}

fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() {
            first.len_utf8()
        } else if rest.starts_with("/*") {
            let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
            if rest.starts_with("/**") {
                tokens.push(Token::Doc(rest[..length].to_owned()));
            }
            length
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(attribute) = rest.strip_prefix("#[") {
            let length = attribute.find(']').unwrap_or(attribute.len());
            tokens.push(Token::Attribute(attribute[..length].trim_start_matches('\\').to_owned()));
            (length + "#[]".len()).min(rest.len())
        } else if first == '\'' || first == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|character| {
                let ends = character == first && !escaped;
                escaped = character == '\\' && !escaped;
                ends
            });
            let length = end.map_or(rest.len(), |end| end + 2);
            tokens.push(Token::Text(rest[..length].to_owned()));
            length
        } else {
            let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '\\' | '$');
            let length = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
            if length > 0 {
                tokens.push(Token::Word(rest[..length].to_owned()));
                length
            } else {
                tokens.push(Token::Mark(first));
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

/// Reads the class that a source file declares; `None` if there is none.
pub fn read(source: &str) -> Option<Declaration> {
    let mut reader = Reader { tokens: tokens(source), at: 0, namespace: String::new(), imports: Vec::new() };
    reader.declaration()
}

/// Reads one signature, such as `name(string $text, int $count = 0): ?array`, in a namespace.
pub fn signature(source: &str, namespace: &str) -> Option<Method> {
    let mut reader = Reader { tokens: tokens(source), at: 0, namespace: namespace.to_owned(), imports: Vec::new() };
    let doc = reader.doc();
    let is_static = reader.eat("static");
    reader.method(doc, is_static).map(|(method, _)| method)
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    namespace: String,
    imports: Vec<String>,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn word(&mut self) -> Option<String> {
        match self.next()? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(found)) if found == word);
        self.at += usize::from(found);
        found
    }

    fn eat_mark(&mut self, mark: char) -> bool {
        let found = self.peek() == Some(&Token::Mark(mark));
        self.at += usize::from(found);
        found
    }

    fn doc(&mut self) -> String {
        let mut doc = String::new();
        loop {
            match self.peek() {
                Some(Token::Doc(text)) => doc.clone_from(text),
                // Before a class or a member; none of those means anything here.
                Some(Token::Attribute(_)) => {}
                _ => return doc,
            }
            self.at += 1;
        }
    }

    /// A class's full name.
    fn qualified(&self, name: &str) -> String {
        if let Some(absolute) = name.strip_prefix('\\') {
            return absolute.to_owned();
        }
        let imported = self.imports.iter().find(|import| import.rsplit('\\').next() == Some(name));
        imported.cloned().unwrap_or_else(|| format!("{}\\{name}", self.namespace))
    }

    fn declaration(&mut self) -> Option<Declaration> {
        loop {
            let doc = self.doc();
            // These stand between the documentation and the class.
            while self.eat("final") || self.eat("readonly") {}
            match self.next()? {
                Token::Word(word) => match word.as_str() {
                    "namespace" => self.namespace = self.word()?,
                    "use" => {
                        let import = self.word()?;
                        self.imports.push(import);
                    }
                    "class" => return self.class(Kind::Class, doc),
                    "interface" => return self.class(Kind::Interface, doc),
                    "enum" => return self.class(Kind::Enum, doc),
                    _ => {}
                },
                _ => continue,
            }
        }
    }

    fn names(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(Token::Word(name)) = self.peek().cloned() {
            self.at += 1;
            names.push(self.qualified(&name));
            if !self.eat_mark(',') {
                break;
            }
        }
        names
    }

    fn class(&mut self, kind: Kind, doc: String) -> Option<Declaration> {
        let name = self.word()?;
        let mut class = Declaration {
            kind,
            name: self.qualified(&name),
            doc,
            parents: Vec::new(),
            interfaces: Vec::new(),
            constants: Vec::new(),
            properties: Vec::new(),
            methods: Vec::new(),
        };
        if kind == Kind::Enum && self.eat_mark(':') {
            self.word()?;
        }
        if self.eat("extends") {
            class.parents = self.names();
        }
        if self.eat("implements") {
            class.interfaces = self.names();
        }
        if !self.eat_mark('{') {
            return None;
        }
        while !self.eat_mark('}') {
            self.member(&mut class)?;
        }
        Some(class)
    }

    fn member(&mut self, class: &mut Declaration) -> Option<()> {
        let doc = self.doc();
        let (mut is_public, mut is_static, mut is_readonly) = (true, false, false);
        loop {
            // A property's type may begin with a mark.
            let word = match self.peek() {
                Some(Token::Word(word)) => word.clone(),
                _ => String::new(),
            };
            self.at += usize::from(!word.is_empty());
            match word.as_str() {
                "public" => {}
                "protected" | "private" => is_public = false,
                "static" => is_static = true,
                "readonly" => is_readonly = true,
                // What a trait brings is not declared.
                "use" => {
                    self.until(&[';']);
                    self.eat_mark(';');
                    return Some(());
                }
                "const" | "case" => {
                    let name = self.word()?;
                    let text = if self.eat_mark('=') { self.until(&[';']) } else { "0".to_owned() };
                    let value = match text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
                        Some(text) => ConstantValue::Text(text.to_owned()),
                        None => ConstantValue::Integer(text.parse().ok()?),
                    };
                    self.eat_mark(';');
                    class.constants.push(Constant { name, doc, value });
                    return Some(());
                }
                "function" => {
                    let (mut method, mut promoted) = self.method(doc, is_static)?;
                    method.is_private = !is_public;
                    class.properties.append(&mut promoted);
                    // What is marked internal is a convenience of the PHP files among themselves.
                    if (is_public || method.name == "__construct") && !method.doc.contains("@internal") {
                        class.methods.push(method);
                    }
                    return Some(());
                }
                _ => {
                    self.at -= usize::from(!word.is_empty());
                    let (type_name, name) = self.typed_variable()?;
                    let default = self.eat_mark('=').then(|| self.until(&[';']));
                    self.eat_mark(';');
                    class.properties.push(Property { name, type_name, default, is_public, is_readonly, doc });
                    return Some(());
                }
            }
        }
    }

    /// The text up to one of some marks on this level, without spaces.
    fn until(&mut self, ends: &[char]) -> String {
        let (mut text, mut depth) = (String::new(), 0);
        while let Some(token) = self.peek() {
            match token {
                Token::Mark(mark) if depth == 0 && ends.contains(mark) => break,
                Token::Mark(mark) => {
                    depth += match mark {
                        '(' | '[' | '{' => 1,
                        ')' | ']' | '}' => -1,
                        _ => 0,
                    };
                    text.push(*mark);
                }
                Token::Word(word) | Token::Text(word) => text.push_str(word),
                Token::Doc(_) | Token::Attribute(_) => {}
            }
            self.at += 1;
        }
        text
    }

    /// A type with its classes' full names.
    fn type_name(&mut self) -> String {
        let mut type_name = String::new();
        loop {
            match self.peek().cloned() {
                Some(Token::Mark(mark @ ('?' | '|'))) => type_name.push(mark),
                Some(Token::Word(word)) if !word.starts_with('$') => {
                    let known = BUILT_IN.contains(&word.as_str());
                    type_name.push_str(&if known { word } else { self.qualified(&word) });
                }
                _ => return type_name,
            }
            self.at += 1;
        }
    }

    fn typed_variable(&mut self) -> Option<(String, String)> {
        let type_name = self.type_name();
        let name = self.word()?.strip_prefix('$')?.to_owned();
        Some((type_name, name))
    }

    /// A method from its name on, and the properties that its parameters promote; the body is skipped.
    fn method(&mut self, doc: String, is_static: bool) -> Option<(Method, Vec<Property>)> {
        let name = self.word()?;
        let (mut parameters, mut promoted) = (Vec::new(), Vec::new());
        if !self.eat_mark('(') {
            return None;
        }
        while !self.eat_mark(')') {
            let (mut is_promoted, mut is_readonly, mut is_sensitive) = (false, false, false);
            loop {
                if self.eat("public") {
                    is_promoted = true;
                } else if self.eat("readonly") {
                    is_readonly = true;
                } else if let Some(Token::Attribute(name)) = self.peek() {
                    is_sensitive |= name == "SensitiveParameter";
                    self.at += 1;
                } else {
                    break;
                }
            }
            let (type_name, name) = self.typed_variable()?;
            let default = self.eat_mark('=').then(|| self.until(&[',', ')']));
            self.eat_mark(',');
            if is_promoted {
                let doc = documented_parameter(&doc, &name);
                let (name, type_name) = (name.clone(), type_name.clone());
                promoted.push(Property { name, type_name, default: None, is_public: true, is_readonly, doc });
            }
            parameters.push(Parameter { name, type_name, default, is_sensitive });
        }
        let return_type = self.eat_mark(':').then(|| self.type_name());
        if self.eat_mark('{') {
            self.until(&['}']);
            self.eat_mark('}');
        } else {
            self.eat_mark(';');
        }
        Some((Method { name, parameters, return_type, is_static, is_private: false, doc }, promoted))
    }
}

/// What a constructor's doc comment says of a promoted parameter, as the property's own.
fn documented_parameter(doc: &str, name: &str) -> String {
    let variable = format!("${name} ");
    let line = doc.lines().find(|line| line.contains("@param") && line.contains(&variable));
    let text = line.and_then(|line| line.split_once("@param").map(|(_, text)| text));
    match text.and_then(|text| text.split_once(&variable)) {
        Some((type_name, text)) => format!("/** @var {} {} */", type_name.trim(), text.trim()),
        None => String::new(),
    }
}
