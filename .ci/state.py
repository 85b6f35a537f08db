#!/usr/bin/env python3
"""What terraform-check --state kept of an apply → the state that Terraform would have left there."""
import json
import sys

# The attributes of azapi that hold anything, so that a state says their types.
DYNAMIC = ["body", "output", "replace_triggers_external_values", "response_export_values", "sensitive_body"]


def type_of(value):
    if isinstance(value, dict):
        return ["object", {name: type_of(member) for name, member in value.items()}]
    if isinstance(value, list):
        return ["tuple", [type_of(element) for element in value]]
    return {bool: "bool", str: "string"}.get(type(value), "number")


def attributes(resource):
    values = dict(resource["values"])
    if resource["type"].startswith("azapi_"):
        for name in DYNAMIC:
            if values.get(name) is not None:
                values[name] = {"value": values[name], "type": type_of(values[name])}
    return values


resources = [
    {
        "mode": resource["mode"],
        "type": resource["type"],
        "name": resource["name"],
        "provider": f'provider["{resource["provider_name"]}"]',
        "instances": [{"schema_version": resource["schema_version"], "attributes": attributes(resource)}],
    }
    for resource in json.load(open(sys.argv[1]))["values"]["root_module"]["resources"]
]
json.dump({"version": 4, "lineage": "ci", "serial": 1, "resources": resources}, sys.stdout)
