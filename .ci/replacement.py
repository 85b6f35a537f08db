#!/usr/bin/env python3
"""Makes schemas/replacement.json: what replaces a resource, for the types of AWS that are known, all of the standard modules among them.

    .ci/replacement.py ../shared/schemas > schemas/replacement.json

Begins with aws-replacement.json, which is what CloudFormation replaces. What Terraform's provider says itself, here, counts
more: PROVIDER is whole and read from its schemas (ForceNew), MEMORY is whole and from its documentation as remembered.
"""
import json
import sys

PROVIDER = {
    "aws_db_instance": "availability_zone backup_target character_set_name custom_iam_instance_profile db_name engine identifier "
    "identifier_prefix kms_key_id nchar_character_set_name restore_to_point_in_time s3_import snapshot_identifier storage_encrypted "
    "timezone username",
    "aws_dynamodb_table": "hash_key local_secondary_index name range_key restore_date_time restore_source_name restore_to_latest_time",
    "aws_elasticache_replication_group": "at_rest_encryption_enabled data_tiering_enabled ?engine ?engine_version "
    "global_replication_group_id kms_key_id network_type ?node_group_configuration port replication_group_id snapshot_arns snapshot_name "
    "subnet_group_name",
    "aws_secretsmanager_secret_version": "secret_binary secret_id secret_string secret_string_wo_version",
    "aws_sqs_queue": "fifo_queue name name_prefix",
}
MEMORY = {
    "aws_default_security_group": "vpc_id",
    "aws_ecs_cluster_capacity_providers": "cluster_name",
    "aws_iam_role_policy": "name role",
    "aws_iam_role_policy_attachment": "policy_arn role",
    "aws_internet_gateway": "",
    "aws_route": "destination_cidr_block destination_ipv6_cidr_block destination_prefix_list_id route_table_id",
    "aws_route53_record": "name set_identifier ?type zone_id",
    "aws_route_table_association": "gateway_id subnet_id",
    "aws_s3_bucket": "bucket bucket_namespace bucket_prefix object_lock_enabled",
    "aws_s3_bucket_lifecycle_configuration": "bucket expected_bucket_owner",
    "aws_s3_bucket_logging": "bucket expected_bucket_owner",
    "aws_s3_bucket_ownership_controls": "bucket",
    "aws_s3_bucket_policy": "bucket",
    "aws_s3_bucket_public_access_block": "bucket",
    "aws_s3_bucket_server_side_encryption_configuration": "bucket expected_bucket_owner",
    "aws_s3_bucket_versioning": "bucket expected_bucket_owner",
    "aws_sns_topic_policy": "arn",
    "aws_sqs_queue_policy": "queue_url",
    "aws_sqs_queue_redrive_allow_policy": "queue_url",
    "aws_wafv2_web_acl": "name scope",
    "aws_wafv2_web_acl_association": "resource_arn web_acl_arn",
    "aws_wafv2_web_acl_logging_configuration": "resource_arn",
}

schemas = sys.argv[1]
table = json.load(open(f"{schemas}/aws-replacement.json"))
for source, types in ("from memory", MEMORY), ("the provider's own", PROVIDER):
    for kind, words in types.items():
        word = lambda name: f'{"may replace" if name[0] == "?" else "replaces"}, {source}'
        table[kind] = {name.lstrip("?"): word(name) for name in words.split()}

(provider,) = json.load(open(f"{schemas}/terraform/aws.json"))["provider_schemas"].values()
for kind in table:
    block = provider["resource_schemas"][kind]["block"]
    known = {**block.get("attributes", {}), **block.get("block_types", {})}
    if "name" in table[kind] and "name_prefix" in known:
        table[kind].setdefault("name_prefix", table[kind]["name"])
    if "region" in known:
        table[kind]["region"] = "replaces, the provider's own"
    for name in table[kind].keys() - known.keys():
        sys.exit(f"{kind} has no {name}")

print(json.dumps(table, indent=1, sort_keys=True))
