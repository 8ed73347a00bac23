#!/usr/bin/env python3
"""Writes README.md: what `asl check`, asl-validator and cfn-lint say to the same broken definitions.

    npm install --prefix "$DIR" asl-validator@4
    pip install cfn-lint
    tests/side-by-side/generate.py "$DIR"
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent


def run(*command):
    """What a command prints, on either stream, without the frames of a stack."""
    result = subprocess.run(command, capture_output=True, text=True, cwd=HERE / "definitions")
    lines = (result.stdout + result.stderr).strip().splitlines()
    return "\n".join(line for line in lines if not line.startswith("    at "))


def asl(name):
    return run(REPOSITORY / "target/debug/asl", "check", name)


def asl_validator(name, directory):
    command = Path(directory).resolve() / "node_modules/.bin/asl-validator"
    return run(command, "--json-path", name)


def cfn_lint(text):
    """The definition in a CloudFormation template, which is what cfn-lint reads."""
    properties = {"RoleArn": "arn:aws:iam::123456789012:role/r"}
    try:
        properties["Definition"] = json.loads(text)
    except json.JSONDecodeError:
        properties["DefinitionString"] = text
    machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.json"
        template.write_text(json.dumps({"Resources": {"Machine": machine}}, indent=2))
        said = run("cfn-lint", template)
        return said.replace(str(template), "template.json")


def main(directory):
    build = ["cargo", "build", "--quiet", "--package", "asl-compiler", "--features", "cli", "--bin", "asl"]
    subprocess.run(build, check=True, cwd=REPOSITORY)
    titles = json.loads((HERE / "definitions/titles.json").read_text())
    page = [
        "# Side by side",
        "",
        "Ten broken definitions, and what three tools say to them: `asl check` of this repository, asl-validator 4",
        "and cfn-lint 1 (for which the definition stands in a template). Made by `generate.py`.",
    ]
    for stem, title in titles.items():
        name = f"{stem}.asl.json"
        text = (HERE / "definitions" / name).read_text()
        said = {
            "`asl check`": asl(name),
            "asl-validator": asl_validator(name, directory),
            "cfn-lint": cfn_lint(text),
        }
        page += ["", f"## {title}", "", "```json", text.rstrip(), "```"]
        for tool, output in said.items():
            page += ["", f"{tool}:", "", "```text", output or "(nothing)", "```"]
    (HERE / "README.md").write_text("\n".join(page) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
