//! Which of the AWS provider's resource types can be tagged.
//!
//! `schemas/aws-tagged.txt` names them, sorted: those of hashicorp/aws 6.69.1 whose schema has an
//! attribute `tags` that may be set.

use std::sync::LazyLock;

static TAGGED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../../schemas/aws-tagged.txt")
        .lines()
        .collect()
});

/// Whether a resource of this type can have tags.
pub fn has_tags(kind: &str) -> bool {
    TAGGED.binary_search(&kind).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_have_tags_and_their_policies_have_none() {
        assert!(has_tags("aws_sqs_queue"));
        assert!(!has_tags("aws_sqs_queue_policy"));
        assert!(!has_tags("random_pet"));
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(TAGGED.is_sorted());
    }
}
