"""Runs Checkov over generated Terraform JSON or Bicep, and holds what fails against what is accepted.

usage: checkov.py terraform_json|bicep ACCEPTED DIR...

A line of ACCEPTED is a check and a regular expression for `type.name`; the comment above it is the reason.
A check that fails and is not accepted, a line that accepts nothing, and a file that Checkov read only in part are findings.

A file that its parser can't read passes in silence. So every resource is given a check that it passes (`seen/`), and each
file is held against the resources that stand in it. Only files without any, such as `versions.tf.json`, may stay unread.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys

SEEN = "CKV_PLATC_"
HERE = pathlib.Path(__file__).parent


def accepted(path):
    for line in open(path):
        if line.strip() and not line.startswith("#"):
            check, _, resource = line.strip().partition(" ")
            yield check, resource.strip()


def results(framework, folder):
    command = ["checkov", "--framework", framework, "--skip-download", "--output", "json", "--directory", folder]
    command += ["--external-checks-dir", HERE / "seen"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    try:
        found = json.loads(run.stdout)
    except ValueError:
        sys.exit(f"checkov said nothing that can be read about {folder}: {run.stderr.strip()}")
    return found if isinstance(found, list) else [found]


def checks(found, outcome):
    return [check for result in found for check in result.get("results", {}).get(outcome, [])]


def emitted(framework, folder):
    """How many resources and data sources stand in each file of a folder."""
    folder = pathlib.Path(folder)
    if framework == "bicep":
        made = re.compile(r"^resource \w+ '[^']+' = ", re.MULTILINE)
        return {path.relative_to(folder): len(made.findall(path.read_text())) for path in folder.rglob("*.bicep")}
    counts = {}
    for path in folder.rglob("*.tf.json"):
        root = json.loads(path.read_text())
        kinds = [*root.get("resource", {}).values(), *root.get("data", {}).values()]
        counts[path.relative_to(folder)] = sum(map(len, kinds))
    return counts


def unread(framework, folder, found):
    """What stands in a file and is missing in Checkov's report."""
    seen = [check["file_path"] for check in checks(found, "passed_checks") if check["check_id"].startswith(SEEN)]
    seen = collections.Counter(pathlib.PurePath(path.lstrip("/")) for path in seen)
    for path, count in sorted(emitted(framework, folder).items()):
        if seen[path] != count:
            yield f"{folder}/{path}: Checkov read {seen[path]} of {count} resources"


def main():
    framework, list_of_accepted, *folders = sys.argv[1:]
    rules = {rule: 0 for rule in accepted(list_of_accepted)}
    findings = passed = resources = 0
    for folder in folders:
        found = results(framework, folder)
        resources += sum(emitted(framework, folder).values())
        passed += sum(not check["check_id"].startswith(SEEN) for check in checks(found, "passed_checks"))
        for finding in unread(framework, folder, found):
            findings += 1
            print(finding)
        for failed in checks(found, "failed_checks"):
            resource = failed["resource"]
            rule = next((r for r in rules if r[0] == failed["check_id"] and re.fullmatch(r[1], resource)), None)
            if rule:
                rules[rule] += 1
            else:
                findings += 1
                print(f"{folder}: {failed['check_id']} {resource}: {failed['check_name']}")
    for (check, resource), count in rules.items():
        if not count:
            findings += 1
            print(f"{list_of_accepted}: nothing needs `{check} {resource}`")
    print(f"{resources} resources read, {passed} checks passed, {sum(rules.values())} accepted, {findings} findings")
    sys.exit(1 if findings or not passed else 0)


main()
