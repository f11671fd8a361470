#!/usr/bin/env python3
"""Checks manifests against a JSON Schema with a validator that nobody here wrote.

Usage: check-schema.py SCHEMA FILE...

Prints a line for each file: `accepts FILE`, `rejects FILE: WHY`, or `unreadable FILE: WHY` for what is no YAML.
Scalars become values by the core schema of YAML 1.2, as in editors. A file of several documents is accepted when each is.
"""
import json
import re
import sys

import yaml
from jsonschema import Draft202012Validator


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, and merge keys. https://yaml.org/spec/1.2.2/#103-core-schema"""

    yaml_implicit_resolvers = {}


def resolve(tag, pattern, first):
    CoreLoader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern + r"\Z"), list(first))


resolve("null", r"(~|null|Null|NULL|)", "~nN")
resolve("null", r"", [""])
resolve("bool", r"(true|True|TRUE|false|False|FALSE)", "tTfF")
resolve("int", r"([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)", "-+0123456789")
resolve("float", r"([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN)", "-+.0123456789")
resolve("merge", r"<<", "<")


def integer(loader, node):
    text = loader.construct_scalar(node)
    for prefix, base in (("0o", 8), ("0x", 16)):
        if text.startswith(prefix):
            return int(text[2:], base)
    return int(text)


def float_value(loader, node):
    text = loader.construct_scalar(node).lower().replace(".inf", "inf").replace(".nan", "nan")
    return float(text)


def mapping(loader, node):
    """A map with text for keys, as JSON has them; another key, or a key twice, is an error, as in editors."""
    seen = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key is not text", key.start_mark)
        if key.value in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key.value} twice", key.start_mark)
        seen.add(key.value)
    loader.flatten_mapping(node)
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


CoreLoader.add_constructor("tag:yaml.org,2002:int", integer)
CoreLoader.add_constructor("tag:yaml.org,2002:float", float_value)
CoreLoader.add_constructor("tag:yaml.org,2002:map", mapping)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for path in sys.argv[2:]:
        try:
            with open(path, "rb") as file:
                documents = [document for document in yaml.load_all(file, CoreLoader) if document is not None]
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            print(f"unreadable {path}: {str(error).splitlines()[0]}")
            continue
        why = next((error for document in documents for error in validator.iter_errors(document)), None)
        if why is None:
            print(f"accepts {path}")
        else:
            place = "/".join(str(part) for part in why.absolute_path)
            print(f"rejects {path}: {place}: {why.message[:200]}")


if __name__ == "__main__":
    main()
