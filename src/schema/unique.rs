//! Which attribute of AWS's types is a name that no other resource of the type may have, in one account
//! and region. Providers do not publish it; a type whose names may repeat is not listed.

const NAMES: [(&str, &str); 48] = [
    ("aws_autoscaling_group", "name"),
    ("aws_backup_vault", "name"),
    ("aws_cloudwatch_dashboard", "dashboard_name"),
    ("aws_cloudwatch_event_bus", "name"),
    ("aws_cloudwatch_log_group", "name"),
    ("aws_cloudwatch_metric_alarm", "alarm_name"),
    ("aws_codebuild_project", "name"),
    ("aws_db_instance", "identifier"),
    ("aws_db_parameter_group", "name"),
    ("aws_db_subnet_group", "name"),
    ("aws_dynamodb_table", "name"),
    ("aws_ecr_repository", "name"),
    ("aws_ecs_cluster", "name"),
    ("aws_eks_cluster", "name"),
    ("aws_elasticache_cluster", "cluster_id"),
    ("aws_elasticache_parameter_group", "name"),
    ("aws_elasticache_replication_group", "replication_group_id"),
    ("aws_elasticache_serverless_cache", "name"),
    ("aws_elasticache_subnet_group", "name"),
    ("aws_elasticache_user", "user_id"),
    ("aws_elasticache_user_group", "user_group_id"),
    ("aws_iam_group", "name"),
    ("aws_iam_instance_profile", "name"),
    ("aws_iam_policy", "name"),
    ("aws_iam_role", "name"),
    ("aws_iam_user", "name"),
    ("aws_key_pair", "key_name"),
    ("aws_kinesis_firehose_delivery_stream", "name"),
    ("aws_kinesis_stream", "name"),
    ("aws_kms_alias", "name"),
    ("aws_lambda_function", "function_name"),
    ("aws_launch_template", "name"),
    ("aws_lb", "name"),
    ("aws_lb_target_group", "name"),
    ("aws_memorydb_cluster", "name"),
    ("aws_msk_cluster", "cluster_name"),
    ("aws_opensearch_domain", "domain_name"),
    ("aws_pipes_pipe", "name"),
    ("aws_rds_cluster", "cluster_identifier"),
    ("aws_rds_cluster_instance", "identifier"),
    ("aws_rds_cluster_parameter_group", "name"),
    ("aws_s3_bucket", "bucket"),
    ("aws_scheduler_schedule_group", "name"),
    ("aws_secretsmanager_secret", "name"),
    ("aws_sfn_state_machine", "name"),
    ("aws_sns_topic", "name"),
    ("aws_sqs_queue", "name"),
    ("aws_ssm_parameter", "name"),
];

/// The attribute that is the name of resources of a type, if their names must differ.
pub fn name_of(kind: &str) -> Option<&'static str> {
    let at = NAMES.binary_search_by_key(&kind, |(kind, _)| kind).ok()?;
    NAMES.get(at).map(|(_, attribute)| *attribute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::terraform;

    #[test]
    fn names_are_sorted_attributes_of_their_types() {
        assert!(NAMES.is_sorted());
        for (kind, attribute) in NAMES {
            let schema = terraform::find(kind).unwrap();
            assert!(
                schema.node().member(attribute).is_some(),
                "{kind}.{attribute}"
            );
        }
    }
}
