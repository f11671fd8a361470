#!/usr/bin/env python3
"""Talks to a running simulator as boto3 and the AWS CLI do, neither of which was written here.

    Scripts/test-clients.py http://127.0.0.1:8787

It leaves some resources behind, named client-test-..., in eu-central-1.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import traceback

import boto3
import botocore.exceptions
from botocore.config import Config

URL = sys.argv[1]
REGION = "eu-central-1"
KEY = os.environ.get("SIMULATOR_ACCESS_KEY_ID", "AKIDSIMULATOR")
SECRET = os.environ.get("SIMULATOR_SECRET_ACCESS_KEY", "simulator-secret")
RUN = format(int(time.time()) % 0xFFFFFF, "06X")

passed = 0
failures = []


def client(service="pinpoint-sms-voice-v2", secret=SECRET, retries=8):
    return boto3.client(
        service,
        endpoint_url=URL,
        region_name=REGION,
        aws_access_key_id=KEY,
        aws_secret_access_key=secret,
        # Without retries a throttled call fails at once; with them it is tried again.
        config=Config(retries={"total_max_attempts": retries, "mode": "standard"}),
    )


def check(name):
    """Runs the function under it and counts how it went."""

    def run(function):
        global passed
        try:
            function()
            passed += 1
            print(f"ok    {name}")
        except Exception:
            failures.append(name)
            print(f"FAIL  {name}")
            traceback.print_exc()
        return function

    return run


def error_of(call, **parameters):
    """The error that a call ends in."""
    try:
        call(**parameters)
    except botocore.exceptions.ClientError as error:
        return error
    raise AssertionError("the call succeeded")


def aws(*arguments, secret=SECRET):
    """Runs the AWS CLI against the simulator and returns the finished process."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/nonexistent"),
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": URL,
        "AWS_PAGER": "",
        "AWS_MAX_ATTEMPTS": "8",
        "AWS_RETRY_MODE": "standard",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/nonexistent",
        "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
    }
    tool = shutil.which("aws", path=os.path.dirname(sys.executable)) or shutil.which("aws")
    return subprocess.run(
        [tool, *arguments, "--output", "json"], env=environment, capture_output=True, text=True
    )


def aws_json(*arguments):
    finished = aws(*arguments)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


sms = client()


@check("boto3: STS names the account")
def _():
    identity = client("sts").get_caller_identity()
    assert len(identity["Account"]) == 12 and identity["Account"].isdigit(), identity
    assert identity["Account"] in identity["Arn"], identity


@check("boto3: every describe without a parent is answered")
def _():
    for name, member in [
        ("describe_opt_out_lists", "OptOutLists"),
        ("describe_sender_ids", "SenderIds"),
        ("describe_phone_numbers", "PhoneNumbers"),
        ("describe_pools", "Pools"),
        ("describe_configuration_sets", "ConfigurationSets"),
        ("describe_account_attributes", "AccountAttributes"),
        ("describe_account_limits", "AccountLimits"),
        ("describe_spend_limits", "SpendLimits"),
    ]:
        assert member in getattr(sms, name)(), name
    sms.describe_protect_configurations()


@check("boto3: a sender ID is requested and comes back in upper case")
def _():
    result = sms.request_sender_id(
        SenderId="t" + RUN.lower(),
        IsoCountryCode="DE",
        Tags=[{"Key": "purpose", "Value": "client-test"}],
    )
    assert result["SenderId"] == "T" + RUN, result
    assert result["Tags"] == [{"Key": "purpose", "Value": "client-test"}], result
    arn = result["SenderIdArn"]
    assert arn.startswith("arn:aws:sms-voice:eu-central-1:") and arn.endswith(f"T{RUN}/DE"), arn
    tags = sms.list_tags_for_resource(ResourceArn=arn)["Tags"]
    assert tags == [{"Key": "purpose", "Value": "client-test"}], tags


@check("boto3: a pool is created around it, becomes active and lists it")
def _():
    pool = sms.create_pool(
        OriginationIdentity="T" + RUN, IsoCountryCode="DE", MessageType="TRANSACTIONAL"
    )
    assert pool["PoolId"].startswith("pool-") and pool["OptOutListName"] == "Default", pool
    assert pool["CreatedTimestamp"].year >= 2020, pool
    deadline = time.monotonic() + 10
    while pool["Status"] != "ACTIVE" and time.monotonic() < deadline:
        pool = sms.describe_pools(PoolIds=[pool["PoolId"]])["Pools"][0]
    assert pool["Status"] == "ACTIVE", pool
    members = sms.list_pool_origination_identities(PoolId=pool["PoolArn"])
    names = [row["OriginationIdentity"] for row in members["OriginationIdentities"]]
    assert names == ["T" + RUN], members
    sms.delete_pool(PoolId=pool["PoolId"])


@check("boto3: a country that needs a registration is a modelled ValidationException")
def _():
    error = error_of(sms.request_sender_id, SenderId="T" + RUN, IsoCountryCode="GB")
    assert isinstance(error, sms.exceptions.ValidationException), error
    assert error.response["Reason"] == "SENDER_ID_REQUIRES_REGISTRATION", error.response


@check("boto3: what is missing is a modelled ResourceNotFoundException with its type")
def _():
    error = error_of(sms.describe_pools, PoolIds=["pool-00000000000000000000000000000000"])
    assert isinstance(error, sms.exceptions.ResourceNotFoundException), error
    assert error.response["ResourceType"] == "pool", error.response
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400, error.response
    assert error.response["ResponseMetadata"]["RequestId"], error.response


@check("boto3: what the description does not allow is refused with the field's path")
def _():
    error = error_of(sms.describe_opt_out_lists, OptOutListNames=["a b"])
    assert error.response["Error"]["Code"] == "ValidationException", error.response
    assert error.response["Fields"][0]["Name"] == "OptOutListNames[0]", error.response


@check("boto3: paginators go through all pages")
def _():
    name = "client-test-" + RUN
    sms.create_opt_out_list(OptOutListName=name)
    pages = sms.get_paginator("describe_opt_out_lists").paginate(PaginationConfig={"PageSize": 1})
    pages = list(pages)
    names = [row["OptOutListName"] for page in pages for row in page["OptOutLists"]]
    assert len(pages) == len(names) and name in names and "Default" in names, names
    error = error_of(sms.describe_opt_out_lists, NextToken="garbage")
    assert error.response["Reason"] == "INVALID_NEXT_TOKEN", error.response
    sms.delete_opt_out_list(OptOutListName=name)


@check("boto3: the tagging API finds resources by their tags, in pages")
def _():
    tagging = client("resourcegroupstaggingapi")
    pages = tagging.get_paginator("get_resources").paginate(
        TagFilters=[{"Key": "run", "Values": [RUN]}],
        ResourceTypeFilters=["sms-voice:sender-id"],
        PaginationConfig={"PageSize": 1},
    )
    arns = []
    for country in ["NO", "SE"]:
        sender = sms.request_sender_id(
            SenderId="G" + RUN, IsoCountryCode=country, Tags=[{"Key": "run", "Value": RUN}]
        )
        arns.append(sender["SenderIdArn"])
    found = [row for page in pages for row in page["ResourceTagMappingList"]]
    assert sorted(row["ResourceARN"] for row in found) == sorted(arns), found
    assert all(row["Tags"] == [{"Key": "run", "Value": RUN}] for row in found), found
    for country in ["NO", "SE"]:
        sms.release_sender_id(SenderId="G" + RUN, IsoCountryCode=country)


@check("boto3: the tagging API refuses a token that it did not give")
def _():
    tagging = client("resourcegroupstaggingapi")
    error = error_of(tagging.get_resources, PaginationToken="garbage")
    assert error.response["Error"]["Code"] == "InvalidParameterException", error.response


@check("boto3: two calls at once are throttled when nothing is retried")
def _():
    hasty = client(retries=1)
    codes = set()
    for _ in range(12):
        try:
            hasty.describe_spend_limits()
        except hasty.exceptions.ThrottlingException as error:
            codes.add(error.response["ResponseMetadata"]["HTTPStatusCode"])
            break
    assert codes == {400}, codes


@check("boto3: a wrong secret is an InvalidSignatureException")
def _():
    error = error_of(client(secret="wrong").describe_pools)
    assert error.response["Error"]["Code"] == "InvalidSignatureException", error.response


@check("boto3: STS refuses a wrong secret too")
def _():
    error = error_of(client("sts", secret="wrong").get_caller_identity)
    assert error.response["Error"]["Code"] == "SignatureDoesNotMatch", error.response


@check("AWS CLI: lists, requests and names the account")
def _():
    names = [
        row["OptOutListName"]
        for row in aws_json("pinpoint-sms-voice-v2", "describe-opt-out-lists")["OptOutLists"]
    ]
    assert "Default" in names, names
    sender = aws_json(
        "pinpoint-sms-voice-v2", "request-sender-id", "--sender-id", "C" + RUN,
        "--iso-country-code", "FR", "--tags", "Key=purpose,Value=client-test",
    )
    assert sender["SenderId"] == "C" + RUN, sender
    pool = aws_json(
        "pinpoint-sms-voice-v2", "create-pool", "--origination-identity", "C" + RUN,
        "--iso-country-code", "FR", "--message-type", "TRANSACTIONAL",
    )
    assert pool["PoolId"].startswith("pool-"), pool
    assert len(aws_json("sts", "get-caller-identity")["Account"]) == 12


@check("AWS CLI: a wrong secret is an InvalidSignatureException")
def _():
    finished = aws("pinpoint-sms-voice-v2", "describe-pools", secret="wrong")
    assert finished.returncode != 0 and "InvalidSignatureException" in finished.stderr, finished


print(f"{passed} passed, {len(failures)} failed")
sys.exit(1 if failures else 0)
