//! Expressions give what Terraform gives, whatever they are made of.

use crate::support::calls::{complaint, outcome};
use crate::support::console::terraform;
use crate::support::generated::Generator;

const EXPRESSIONS: usize = 3000;

#[test]
fn generated_expressions_give_what_terraform_gives() {
    let mut generator = Generator::new(20_260_101);
    let expressions: Vec<_> = (0..EXPRESSIONS).map(|_| generator.expression()).collect();
    let ours: Vec<_> = expressions.iter().map(|text| outcome(text)).collect();
    let values = ours.iter().filter(|outcome| *outcome != "error").count();
    assert!(values > EXPRESSIONS / 2, "only {values} have a value");
    let texts: Vec<_> = expressions.iter().map(String::as_str).collect();
    let Some(theirs) = terraform(&texts) else {
        eprintln!("skipped: there is no terraform on PATH");
        return;
    };
    for ((expression, ours), theirs) in expressions.iter().zip(&ours).zip(&theirs) {
        let (ours, theirs) = (parsed(ours), parsed(theirs));
        if theirs.is_none() && stops_early(expression) {
            continue;
        }
        assert_eq!(ours, theirs, "{expression}\n{}", complaint(expression));
    }
}

/// Whether it has an operator whose right side is not looked at where the left decides; Terraform
/// looks at both.
fn stops_early(expression: &str) -> bool {
    expression.contains("&&") || expression.contains("||")
}

/// The JSON of an outcome, since a text can be escaped in several ways.
fn parsed(outcome: &str) -> Option<serde_json::Value> {
    serde_json::from_str(outcome).ok()
}
