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
        assert_eq!(ours, theirs, "{expression}\n{}", complaint(expression));
    }
}
