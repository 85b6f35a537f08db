#!/usr/bin/env python3
"""Asks the real tools about the mistakes in tests/cases/mistakes.

usage: mistakes.py ORACLE [--write]

Each case holds the same mistake in the language of its cloud's tool, below `#### main.tf` or `#### main.bicep`. terraform takes
the former through init, validate and plan, Bicep compiles the latter; what is said first must stand below `#### said`. --write puts
it there. Exit status 1 if a tool says something else.
"""
import os, pathlib, re, subprocess, sys, tempfile

oracle, cases = pathlib.Path(sys.argv[1]), sorted(pathlib.Path('tests/cases/mistakes').rglob('*.plat'))
# What terraform says before it says what is wrong, and what Bicep says after it.
PREFACE = 'Terraform encountered problems during initialisation'
AFTERWORD = re.compile(r" (Bicep is unable to|If this is a resource type|\[https:).*$")


def section(case, name):
    found = re.search(rf'^#### {name}\n(.*?)(?=^#### |\Z)', case.read_text(), re.M | re.S)
    return found[1] if found else ''


def extract(folder):
    for case in cases:
        for name in ('main.tf', 'main.bicep'):
            if text := section(case, re.escape(name)):
                place = folder / case.parent.name / case.stem
                place.mkdir(parents=True)
                (place / name).write_text(text)


def terraform(folder):
    """The first error of each root module: its summary, and the first sentence of what explains it."""
    roots = sorted((folder / 'aws').iterdir())
    run = subprocess.run([oracle / 'terraform-check', *roots], capture_output=True, text=True)
    said = {}
    for report in re.split(r'^(?=ok  |FAILED  )', run.stdout, flags=re.M)[1:]:
        head, *lines = report.splitlines()
        name = pathlib.Path(head.split()[1]).name
        errors = [error for error in ' \n'.join(map(str.strip, lines)).split('Error: ')[1:] if not error.startswith(PREFACE)]
        said[name] = summary(errors[0]) if errors else 'nothing'
    return said


def summary(error):
    title, *lines = [line.strip() for line in error.splitlines()]
    if title.startswith('Cycle'): return 'Cycle'              # its order differs from run to run
    place = max((at for at, line in enumerate(lines) if re.match(r'(on main\.tf|\d+:|[├│]|with )', line)), default=-1)
    detail = ' '.join(lines[place + 1:])
    return f'{title}: ' + re.split(r'(?<=[.])\s', detail)[0]


def bicep(folder):
    """The first finding of the compiler in each file; what the linter thinks of style does not count."""
    run = subprocess.run([oracle / 'bicep', 'build', '--pattern', f'{folder}/azure/**/*.bicep', '--outdir', folder / 'out'],
                         env=dict(os.environ, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT='1'), capture_output=True, text=True)
    said = {place.name: 'nothing' for place in (folder / 'azure').iterdir()}
    for line in run.stderr.splitlines():
        found = re.match(r'(.*)/main\.bicep\(\d+,\d+\) : (?:Error|Warning) (BCP.*)', line)
        if found and said[name := pathlib.Path(found[1]).name] == 'nothing': said[name] = AFTERWORD.sub('', found[2])
    return said


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    extract(folder)
    said = {'aws': terraform(folder), 'azure': bicep(folder)}
differ = 0
for case in cases:
    now, before = said[case.parent.name][case.stem], section(case, 'said').strip()
    if now == before: continue
    differ += 1
    if '--write' in sys.argv: case.write_text(case.read_text().split('#### said\n')[0] + f'#### said\n{now}\n')
    else: print(f'{case}: the tool says {now!r}, not {before!r}')
print(f'{len(cases)} mistakes, {differ} of which the tools judge otherwise')
sys.exit(differ > 0 and '--write' not in sys.argv)
