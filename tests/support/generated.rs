//! Expressions made by chance, the same ones at every run.
//!
//! They are typed, so that most have a value; some parts do not fit on purpose. Left out is what
//! platc decides otherwise than Terraform: division, conditionals with two types, and the
//! −0 that exact numbers do not have.

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gives {
    Number,
    Truth,
    Text,
    Numbers,
    Texts,
    Object,
}

const ALL: [Gives; 6] = [
    Gives::Number,
    Gives::Truth,
    Gives::Text,
    Gives::Numbers,
    Gives::Texts,
    Gives::Object,
];

/// A source of expressions.
pub(crate) struct Generator(u64);

impl Generator {
    /// The source that always gives the same for the same seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next expression.
    pub(crate) fn expression(&mut self) -> String {
        let gives = self.one_of(&ALL);
        self.of(gives, 4)
    }

    /// A number below `limit` (xorshift, which is no good for secrets and good enough here).
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = self.below(all.len());
        all[at]
    }

    fn of(&mut self, gives: Gives, depth: usize) -> String {
        if depth == 0 || self.below(5) == 0 {
            return self.literal(gives);
        }
        if self.below(8) == 0 {
            let (a, b) = (self.of(gives, depth - 1), self.of(gives, depth - 1));
            let condition = self.of(Gives::Truth, depth - 1);
            return format!("({condition} ? {a} : {b})");
        }
        match gives {
            Gives::Number => self.number(depth - 1),
            Gives::Truth => self.truth(depth - 1),
            Gives::Text => self.text(depth - 1),
            Gives::Numbers => self.numbers(depth - 1),
            Gives::Texts => self.texts(depth - 1),
            Gives::Object => self.object(depth - 1),
        }
    }

    fn literal(&mut self, gives: Gives) -> String {
        match gives {
            Gives::Number => self
                .one_of(&["0", "1", "2", "7", "0.5", "-3", "1e3"])
                .into(),
            Gives::Truth => self.one_of(&["true", "false"]).into(),
            Gives::Text => {
                let texts = [
                    "\"\"",
                    "\"a\"",
                    "\"Größe\"",
                    "\"a-b\"",
                    "\"$${x}\"",
                    "\"5\"",
                    "\"\\\"\\n\"",
                ];
                self.one_of(&texts).into()
            }
            Gives::Numbers => self.one_of(&["[1]", "[3, 1, 2]", "[0.5, 2]"]).into(),
            Gives::Texts => self
                .one_of(&["[\"a\"]", "[\"b\", \"a\", \"c\"]", "[\"x\", \"\"]"])
                .into(),
            Gives::Object => self
                .one_of(&["{ a = 1, b = 2 }", "{ b = 2, a = 5 }", "{ a = 0, b = 0 }"])
                .into(),
        }
    }

    fn number(&mut self, depth: usize) -> String {
        let mut part = |gives| self.of(gives, depth);
        let (a, b) = (part(Gives::Number), part(Gives::Number));
        let (list, texts) = (part(Gives::Numbers), part(Gives::Texts));
        let (object, text) = (part(Gives::Object), part(Gives::Text));
        match self.below(13) {
            0 => format!("{a} + {b} + \"4\""),
            1 => format!("({a} - {b}) * 2"),
            2 => format!("{a} * 3 + {b}"),
            3 => format!("-(1 + 4 * {a} * {a})"),
            4 => format!("length({texts})"),
            5 => format!("{list}[0]"),
            6 => format!("({object}).a"),
            7 => format!("({object})[\"b\"]"),
            8 => format!("max({a}, {b})"),
            9 => format!("floor({a})"),
            10 => format!("length({text})"),
            11 => format!("{list}[9]"),
            _ => format!("try({list}[3], {a})"),
        }
    }

    fn truth(&mut self, depth: usize) -> String {
        let mut part = |gives| self.of(gives, depth);
        let (a, b) = (part(Gives::Truth), part(Gives::Truth));
        let (x, y) = (part(Gives::Number), part(Gives::Number));
        let (text, texts) = (part(Gives::Text), part(Gives::Texts));
        match self.below(10) {
            0 => format!("({a} && {b})"),
            1 => format!("({a} || {b} && \"true\")"),
            2 => format!("!({a})"),
            3 => format!("({x} < {y})"),
            4 => format!("({x} >= {y})"),
            5 => format!("({text} == \"a\")"),
            6 => format!("({x} != {y})"),
            7 => format!("contains({texts}, {text})"),
            8 => format!("({a} == {b} || {x} > {y} && !{b})"),
            _ => format!("can({texts}[{x}])"),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        let mut part = |gives| self.of(gives, depth);
        let (a, b) = (part(Gives::Text), part(Gives::Text));
        let (number, truth, texts) = (part(Gives::Number), part(Gives::Truth), part(Gives::Texts));
        match self.below(9) {
            0 => format!("\"x${{{a}}}y${{{number}}}\""),
            1 => format!("\"${{{truth}}}: ${{{b}}}\""),
            2 => format!("join(\"-\", {texts})"),
            3 => format!("\"%{{ if {truth} }}${{{a}}}%{{ else }}no%{{ endif }}\""),
            4 => format!("\"%{{ for t in {texts} }}<${{t}}>%{{ endfor }}\""),
            5 => format!("{texts}[0]"),
            6 => format!("tostring({number})"),
            7 => format!("{texts}[length({texts}) - 1]"),
            _ => format!("coalesce({a}, \"z\")"),
        }
    }

    fn numbers(&mut self, depth: usize) -> String {
        let mut part = |gives| self.of(gives, depth);
        let (a, b) = (part(Gives::Numbers), part(Gives::Numbers));
        let (number, object) = (part(Gives::Number), part(Gives::Object));
        match self.below(7) {
            0 => format!("concat({a}, {b})"),
            1 => format!("[for n in {a} : n + 1]"),
            2 => format!("[for i, n in {a} : i + n if n != 1]"),
            3 => format!("[{number}, {number}]"),
            4 => format!("values({object})"),
            5 => format!("[for k, v in {object} : v]"),
            _ => format!("[{object}, {object}][*].a"),
        }
    }

    fn texts(&mut self, depth: usize) -> String {
        let mut part = |gives| self.of(gives, depth);
        let (a, b) = (part(Gives::Texts), part(Gives::Texts));
        let (text, object) = (part(Gives::Text), part(Gives::Object));
        match self.below(7) {
            0 => format!("concat({a}, {b})"),
            1 => format!("[for t in {a} : \"${{t}}!\"]"),
            2 => format!("[{text}, {text}]"),
            3 => format!("keys({object})"),
            4 => format!("reverse({a})"),
            5 => format!("sort({a})"),
            _ => format!("[for k, v in {object} : \"${{k}}=${{v}}\"]"),
        }
    }

    fn object(&mut self, depth: usize) -> String {
        let mut part = |gives| self.of(gives, depth);
        let (a, b, number) = (
            part(Gives::Object),
            part(Gives::Object),
            part(Gives::Number),
        );
        match self.below(4) {
            0 => format!("merge({a}, {b})"),
            1 => format!("{{ a = {number}, b = {number} }}"),
            2 => format!("{{ for k, v in {a} : k => v * 2 }}"),
            _ => format!("{{ (\"a\") = {number}, \"b\" = {number} }}"),
        }
    }
}
