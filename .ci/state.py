#!/usr/bin/env python3
"""What terraform-check --state kept of an apply → the state that Terraform would have left."""
import json
import sys

shown = json.load(open(sys.argv[1]))
resources = [
    {
        "mode": resource["mode"],
        "type": resource["type"],
        "name": resource["name"],
        "provider": f'provider["{resource["provider_name"]}"]',
        "instances": [{"schema_version": resource["schema_version"], "attributes": resource["values"]}],
    }
    for resource in shown["values"]["root_module"]["resources"]
]
json.dump({"version": 4, "lineage": "ci", "serial": 1, "resources": resources}, sys.stdout)
