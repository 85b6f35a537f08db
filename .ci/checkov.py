"""Runs Checkov over generated Terraform JSON or Bicep, and holds what fails against what is accepted.

usage: checkov.py terraform_json|bicep ACCEPTED DIR...

A line of ACCEPTED is a check and a regular expression for `type.name`; the comment above it is the reason.
A check that fails and is not accepted, a line that accepts nothing, and a file that Checkov could not read are findings.
"""

import json
import re
import subprocess
import sys


def accepted(path):
    for line in open(path):
        if line.strip() and not line.startswith("#"):
            check, _, resource = line.strip().partition(" ")
            yield check, resource.strip()


def results(framework, folder):
    command = ["checkov", "--framework", framework, "--skip-download", "--quiet", "--output", "json", "--directory", folder]
    run = subprocess.run(command, capture_output=True, text=True)
    try:
        found = json.loads(run.stdout)
    except ValueError:
        sys.exit(f"checkov said nothing that can be read about {folder}: {run.stderr.strip()}")
    return found if isinstance(found, list) else [found]


def main():
    framework, list_of_accepted, *folders = sys.argv[1:]
    rules = {rule: 0 for rule in accepted(list_of_accepted)}
    findings = passed = 0
    for folder in folders:
        for result in results(framework, folder):
            summary = result.get("summary", result)
            passed += summary.get("passed", 0)
            for file in result.get("results", {}).get("parsing_errors", []):
                findings += 1
                print(f"{file}: Checkov can't read it")
            for failed in result.get("results", {}).get("failed_checks", []):
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
    print(f"{passed} checks passed, {sum(rules.values())} accepted, {findings} findings")
    sys.exit(1 if findings or not passed else 0)


main()
