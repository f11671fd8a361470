#!/usr/bin/env python3
"""Prints the hosts that botocore's endpoint rules give: what the resolver of smsctl is tested against.

Usage: .venv/bin/python Scripts/endpoint-hosts.py > Tests/AWSClientTests/Goldens/endpoint-hosts.txt

A line for each region that has the service and each variant: region, variant, whether botocore's list of endpoints has
the variant of the service, then the hosts of the service, STS, the portal of IAM Identity Center and its OIDC service.
'-' stands for a variant that the rules refuse.
"""
import json
from pathlib import Path

import botocore
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError
from botocore.loaders import Loader

SERVICES = ["pinpoint-sms-voice-v2", "sts", "sso", "sso-oidc"]
REGIONS = Path(__file__).parent.parent / "spec/aws/regions.json"


def provider(loader, service):
    rules = loader.load_service_model(service, "endpoint-rule-set-1")
    return EndpointProvider(rules, loader.load_data("partitions"))


def host(provider, region, fips, dual_stack):
    parameters = {"Region": region, "UseFIPS": fips, "UseDualStack": dual_stack}
    if "UseGlobalEndpoint" in provider.ruleset.parameters:
        parameters["UseGlobalEndpoint"] = False
    try:
        return provider.resolve_endpoint(**parameters).url.removeprefix("https://")
    except EndpointProviderError:
        return "-"


def listed(loader):
    """The variants of the service by region, as sets of tags."""
    found = {}
    for partition in loader.load_data("endpoints")["partitions"]:
        endpoints = partition["services"].get("sms-voice", {}).get("endpoints", {})
        for region, entry in endpoints.items():
            tags = [frozenset(variant["tags"]) for variant in entry.get("variants", [])]
            found[region] = {frozenset(), *tags}
    return found


def main():
    loader = Loader()
    known = listed(loader)
    providers = [provider(loader, service) for service in SERVICES]
    print(f"# botocore {botocore.__version__}")
    for entry in json.loads(REGIONS.read_text())["regions"]:
        region = entry["region"]
        for name, fips, dual_stack in [
            ("plain", False, False),
            ("fips", True, False),
            ("dual-stack", False, True),
            ("fips-dual-stack", True, True),
        ]:
            tags = frozenset(t for t, on in [("fips", fips), ("dualstack", dual_stack)] if on)
            state = "listed" if tags in known.get(region, ()) else "unlisted"
            hosts = [host(provider, region, fips, dual_stack) for provider in providers]
            print(region, name, state, *hosts)


main()
