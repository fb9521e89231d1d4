//! The names of rules, and how many parameters each takes.

/// Declares the rules: the name in snake case, and the least and the most parameters.
macro_rules! rules {
    ($($name:ident $text:literal $least:literal $most:expr;)*) => {
        /// A rule of the library.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Name { $($name,)* }

        impl Name {
            const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in snake case.
            pub(super) fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The least and the most parameters.
            fn arity(self) -> (usize, usize) {
                match self { $(Self::$name => ($least, $most),)* }
            }
        }
    };
}

/// No limit.
const ANY: usize = usize::MAX;

rules! {
    Accepted "accepted" 0 0;
    AcceptedIf "accepted_if" 2 ANY;
    After "after" 1 1;
    AfterOrEqual "after_or_equal" 1 1;
    Alpha "alpha" 0 1;
    AlphaDash "alpha_dash" 0 1;
    AlphaNum "alpha_num" 0 1;
    AnyOf "any_of" 1 ANY;
    Array "array" 0 ANY;
    ArrayKeys "array_keys" 1 ANY;
    Ascii "ascii" 0 0;
    Bail "bail" 0 0;
    Base64 "base64" 0 0;
    Before "before" 1 1;
    BeforeOrEqual "before_or_equal" 1 1;
    Between "between" 2 2;
    Bic "bic" 0 0;
    Boolean "boolean" 0 1;
    CardNumber "card_number" 0 ANY;
    Cast "cast" 1 1;
    Cidr "cidr" 0 1;
    Confirmed "confirmed" 0 1;
    Contains "contains" 1 ANY;
    Date "date" 0 0;
    DateEquals "date_equals" 1 1;
    DateFormat "date_format" 1 ANY;
    Decimal "decimal" 1 2;
    Declined "declined" 0 0;
    DeclinedIf "declined_if" 2 ANY;
    Different "different" 1 ANY;
    Digits "digits" 1 1;
    DigitsBetween "digits_between" 2 2;
    Distinct "distinct" 0 2;
    DoesntContain "doesnt_contain" 1 ANY;
    DoesntEndWith "doesnt_end_with" 1 ANY;
    DoesntStartWith "doesnt_start_with" 1 ANY;
    E164 "e164" 0 0;
    Email "email" 0 ANY;
    Encoding "encoding" 1 1;
    EndsWith "ends_with" 1 ANY;
    Enum "enum" 1 1;
    Exclude "exclude" 0 0;
    ExcludeIf "exclude_if" 2 ANY;
    ExcludeUnless "exclude_unless" 2 ANY;
    ExcludeWith "exclude_with" 1 ANY;
    ExcludeWithout "exclude_without" 1 ANY;
    Filled "filled" 0 0;
    Gt "gt" 1 1;
    Gte "gte" 1 1;
    HexColor "hex_color" 0 0;
    Hostname "hostname" 0 0;
    Iban "iban" 0 0;
    In "in" 1 ANY;
    InArray "in_array" 1 1;
    InArrayKeys "in_array_keys" 1 ANY;
    Integer "integer" 0 1;
    Ip "ip" 0 0;
    Ipv4 "ipv4" 0 0;
    Ipv6 "ipv6" 0 0;
    Isbn "isbn" 0 1;
    Issn "issn" 0 0;
    Json "json" 0 0;
    List "list" 0 0;
    Lowercase "lowercase" 0 0;
    Lt "lt" 1 1;
    Lte "lte" 1 1;
    MacAddress "mac_address" 0 0;
    Max "max" 1 1;
    MaxDigits "max_digits" 1 1;
    Min "min" 1 1;
    MinDigits "min_digits" 1 1;
    Missing "missing" 0 0;
    MissingIf "missing_if" 2 ANY;
    MissingUnless "missing_unless" 2 ANY;
    MissingWith "missing_with" 1 ANY;
    MissingWithAll "missing_with_all" 1 ANY;
    MultipleOf "multiple_of" 1 1;
    NotIn "not_in" 1 ANY;
    NotRegex "not_regex" 1 1;
    Nullable "nullable" 0 0;
    Numeric "numeric" 0 1;
    Password "password" 0 ANY;
    PasswordStrength "password_strength" 0 1;
    Present "present" 0 0;
    PresentIf "present_if" 2 ANY;
    PresentUnless "present_unless" 2 ANY;
    PresentWith "present_with" 1 ANY;
    PresentWithAll "present_with_all" 1 ANY;
    Prohibited "prohibited" 0 0;
    ProhibitedIf "prohibited_if" 2 ANY;
    ProhibitedIfAccepted "prohibited_if_accepted" 1 1;
    ProhibitedIfDeclined "prohibited_if_declined" 1 1;
    ProhibitedUnless "prohibited_unless" 2 ANY;
    Prohibits "prohibits" 1 ANY;
    Regex "regex" 1 1;
    RegexPcre "regex_pcre" 1 1;
    Required "required" 0 0;
    RequiredArrayKeys "required_array_keys" 1 ANY;
    RequiredIf "required_if" 2 ANY;
    RequiredIfAccepted "required_if_accepted" 1 1;
    RequiredIfDeclined "required_if_declined" 1 1;
    RequiredUnless "required_unless" 2 ANY;
    RequiredWith "required_with" 1 ANY;
    RequiredWithAll "required_with_all" 1 ANY;
    RequiredWithout "required_without" 1 ANY;
    RequiredWithoutAll "required_without_all" 1 ANY;
    Same "same" 1 1;
    Size "size" 1 1;
    Sometimes "sometimes" 0 0;
    StartsWith "starts_with" 1 ANY;
    String "string" 0 0;
    Timezone "timezone" 0 2;
    Trim "trim" 0 0;
    Ulid "ulid" 0 0;
    Uppercase "uppercase" 0 0;
    Url "url" 0 ANY;
    Uuid "uuid" 0 1;
}

/// Rules that need a database, a file or the network: the caller's callbacks of these names answer them.
const HOOKS: [&str; 13] = [
    "unique",
    "exists",
    "current_password",
    "can",
    "file",
    "image",
    "mimes",
    "mimetypes",
    "extensions",
    "dimensions",
    "active_url",
    "uncompromised",
    "email:dns",
];

/// The mode of `email` that looks for deceptive letters, a hook as well.
const SPOOF: &str = "email:spoof";

/// The hook of a name in the form in which names are compared.
pub(super) fn hook(plain: &[u8]) -> Option<&'static str> {
    let all = HOOKS.iter().chain(std::iter::once(&SPOOF));
    all.copied().find(|hook| is_plainly(hook, plain))
}

fn is_plainly(name: &str, plain: &[u8]) -> bool {
    name.bytes().filter(|&byte| byte != b'_').eq(plain.iter().copied())
}

impl Name {
    /// The rule of a name in the form in which names are compared.
    pub(super) fn of(plain: &[u8]) -> Option<Self> {
        let plain = match plain {
            b"int" => b"integer",
            b"bool" => b"boolean",
            plain => plain,
        };
        Self::ALL.iter().copied().find(|name| is_plainly(name.text(), plain))
    }

    /// What is wrong with a number of parameters, if something is.
    pub(super) fn miscounts(self, given: usize) -> Option<String> {
        let (least, most) = self.arity();
        (given < least || given > most).then(|| takes(least, most, given))
    }
}

/// What a rule takes, and what it was given.
pub(super) fn takes(least: usize, most: usize, given: usize) -> String {
    let plural = |count: usize| if count == 1 { "parameter" } else { "parameters" };
    match (least, most) {
        (0, 0) => format!("takes no parameters, {given} given"),
        (least, ANY) => format!("takes at least {least} {}, {given} given", plural(least)),
        (least, most) if least == most => format!("takes {least} {}, {given} given", plural(least)),
        (least, most) if most == least + 1 => format!("takes {least} or {most} {}, {given} given", plural(most)),
        (least, most) => format!("takes {least} to {most} {}, {given} given", plural(most)),
    }
}
