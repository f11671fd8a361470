#!/usr/bin/env python3
"""Writes the vectors that the signer is tested with, all four stages as botocore makes them.

    Scripts/python-packages.sh && .venv/bin/python Scripts/make-signing-vectors.py

The result is Tests/AWSClientTests/Signing/vectors.json and the same in every run with one botocore.
"""

import json
import os
import sys
from datetime import datetime
from unittest import mock

import botocore
import botocore.auth
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.utils import percent_encode_sequence

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.path.join(ROOT, "Tests/AWSClientTests/Signing/vectors.json")

# The credentials of AWS's examples.
ACCESS_KEY = "AKIDEXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJHMEUCIQD+/=="

JSON_TYPE = ("Content-Type", "application/x-amz-json-1.0")
FORM_TYPE = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")

DEVIATIONS = [
    "A bare plus sign in a query: botocore signs it as it is written, ours decodes and encodes each part as the "
    "published stage 1 says, so that '+' becomes '%2B'. Whoever builds a URL must encode it: then both agree.",
    "An unusual space in a header's value: botocore folds whatever Unicode calls a space, ours spaces and tabs alone.",
]


def call(operation):
    return [JSON_TYPE, ("X-Amz-Target", f"PinpointSMSVoiceV2.{operation}")]


def host(region, suffix="amazonaws.com"):
    return f"https://sms-voice.{region}.{suffix}/"


def cases():
    """Name and what differs from a POST of the service in eu-west-1."""
    yield "a call", {"headers": call("CreatePool"), "body": '{"MessageType":"TRANSACTIONAL"}'}
    yield "an empty body", {"headers": call("DescribePools"), "body": ""}
    yield "a body of a mebibyte", {"headers": call("PutKeyword"), "body": {"repeat": "0123456789abcdef", "times": 65536}}
    yield "a body that is not ASCII", {"headers": call("PutKeyword"), "body": '{"KeywordMessage":"Désinscrit – 退订 🛑"}'}
    yield "a session token", {"headers": call("DescribePools"), "body": "{}", "token": TOKEN}
    yield "a session token for STS", {
        "url": "https://sts.eu-west-1.amazonaws.com/", "service": "sts", "token": TOKEN,
        "headers": [FORM_TYPE], "body": "Action=GetCallerIdentity&Version=2011-06-15",
    }

    for region, suffix in [
        ("us-east-1", "amazonaws.com"), ("ap-southeast-4", "amazonaws.com"), ("us-gov-west-1", "amazonaws.com"),
        ("eusc-de-east-1", "amazonaws.eu"), ("cn-north-1", "amazonaws.com.cn"),
    ]:
        yield f"the region {region}", {"url": host(region, suffix), "region": region, "headers": call("DescribePools"), "body": "{}"}
        yield f"STS in the region {region}", {
            "url": f"https://sts.{region}.{suffix}", "region": region, "service": "sts",
            "headers": [FORM_TYPE], "body": "Action=GetCallerIdentity&Version=2011-06-15",
        }
    yield "FIPS", {"url": "https://sms-voice-fips.us-east-1.amazonaws.com/", "region": "us-east-1", "headers": call("DescribePools"), "body": "{}"}
    yield "dual stack", {"url": "https://sms-voice.eu-west-1.api.aws/", "headers": call("DescribePools"), "body": "{}"}

    yield "spaces in a header", {"headers": [("X-Amz-Meta", "  a   b \t  c  ")]}
    yield "quoted spaces in a header", {"headers": [("X-Amz-Meta", ' "a   b   c" ')]}
    yield "tabs in a header", {"headers": [("X-Amz-Meta", "\ta\tb\t\tc\t")]}
    yield "a header without a value", {"headers": [("X-Amz-Meta", "")]}
    yield "a header that is not ASCII", {"headers": [("X-Amz-Meta", "Zoë  Ünïcode 名前")]}
    yield "a repeated header", {"headers": [("X-Amz-Meta", "b  1"), ("X-Amz-Other", "x"), ("x-amz-meta", "a"), ("X-Amz-Meta", "b  1")]}
    yield "a header with commas", {"headers": [("X-Amz-Meta", "a, b ,c")]}
    yield "names in mixed case", {"headers": [("zebra", "1"), ("Alpha", "2"), ("ALPHA-beta", "3"), ("alpha", "4")]}
    yield "names that sort by their bytes", {"headers": [("a_b", "1"), ("a-b", "2"), ("ab", "3"), ("a1", "4"), ("a", "5")]}
    yield "headers that proxies change", {"headers": [
        ("User-Agent", "smsctl/1"), ("Expect", "100-continue"), ("Connection", "keep-alive"), ("X-Amzn-Trace-Id", "Root=1"),
        ("TE", "trailers"), ("Keep-Alive", "300"), ("Transfer-Encoding", "identity"), ("Upgrade", "h2c"), ("Trailer", "X"),
        ("Proxy-Authorization", "Basic eA=="), ("traceparent", "00-a-b-00"), ("tracestate", "a=b"), ("baggage", "a=b"),
        ("X-Amz-Meta", "kept"),
    ]}

    yield "parameters out of order", {"method": "GET", "params": [("b", "2"), ("a", "1"), ("B", "3"), ("A", "4")]}
    yield "parameters to encode", {"method": "GET", "params": [
        ("plus", "a+b"), ("space", "a b"), ("name with space", "1"), ("é", "ü"), ("chinese", "退订"), ("emoji", "🛑"),
        ("reserved", ":/?#[]@!$&'()*,;="), ("unreserved", "AZaz09-._~"), ("percent", "100%"), ("quote", '"\\^`{|}<>'),
    ]}
    yield "parameters without a value", {"method": "GET", "params": [("b", ""), ("a", ""), ("a-b", "")]}
    yield "a repeated parameter", {"method": "GET", "params": [("a", "2"), ("a", "10"), ("a", "1"), ("a", ""), ("a", "1")]}
    yield "parameters whose names begin alike", {"method": "GET", "params": [("a", "z"), ("a b", "y"), ("ab", "x"), ("a=", "w"), ("a-", "v")]}
    yield "the query of SSO", {
        "method": "GET", "url": "https://portal.sso.eu-west-1.amazonaws.com/federation/credentials", "service": "awsssoportal",
        "params": [("role_name", "Admin"), ("account_id", "123456789012")],
    }
    yield "a query and a body", {"params": [("Action", "GetCallerIdentity"), ("Version", "2011-06-15")], "body": "{}"}

    for path in [
        "", "/", "/a/b", "/a/b/", "/a%20b/c", "/%C3%A9/%E9%80%80", "/a%2Fb", "/a+b=c,d;e:f@g", "/$&'()*!", "/~user/-._",
        "/a//b", "//a", "/a/./b", "/a/../b", "/a/b/..", "/./", "/../../a", "/a/.", "/.hidden/..b/c..", "/100%25",
    ]:
        yield f"the path '{path}'", {"url": f"http://localhost:8787{path}", "body": "{}"}
    yield "a path with a query", {"method": "GET", "url": "https://example.amazonaws.com/a%20b/", "params": [("x", "y z")]}

    yield "a port of its own", {"url": "https://sms-voice.eu-west-1.amazonaws.com:8443/", "body": "{}"}
    yield "the port of https, named", {"url": "https://sms-voice.eu-west-1.amazonaws.com:443/", "body": "{}"}
    yield "the port of http, named", {"url": "http://localhost:80/", "body": "{}"}
    yield "the other scheme's port", {"url": "http://localhost:443/", "body": "{}"}
    yield "an IPv4 address", {"url": "http://127.0.0.1:8787/", "body": "{}"}
    yield "an IPv6 address", {"url": "http://[::1]:8787/", "body": "{}"}
    yield "an IPv6 address without a port", {"url": "https://[2001:db8::1]/", "body": "{}"}

    for name, date in [
        ("midnight", "2026-01-01T00:00:00Z"), ("the last second of a year", "2025-12-31T23:59:59Z"),
        ("a leap day", "2028-02-29T12:00:00Z"), ("the day after a leap day", "2028-03-01T00:00:00Z"),
        ("one digit for everything", "2030-01-02T03:04:05Z"), ("a century's leap day", "2000-02-29T23:59:59Z"),
    ]:
        yield name, {"date": date, "headers": call("DescribePools"), "body": "{}"}

    for method in ["GET", "POST", "PUT", "DELETE"]:
        yield f"the method {method}", {"method": method}


def body_bytes(body):
    if isinstance(body, dict):
        return (body["repeat"] * body["times"]).encode()
    return body.encode()


def vector(name, method="POST", url=None, headers=(), params=(), body="", token=None, region="eu-west-1", service="sms-voice", date="2015-08-30T12:36:00Z"):
    url = host(region) if url is None else url
    moment = datetime.strptime(date, "%Y-%m-%dT%H:%M:%SZ")
    # As botocore's own calls do; with `params` it would send a space as a plus sign.
    sent = f"{url}?{percent_encode_sequence(list(params))}" if params else url
    request = AWSRequest(method=method, url=sent, data=body_bytes(body))
    for header, value in headers:
        request.headers[header] = value
    signer = Recorder(Credentials(ACCESS_KEY, SECRET_KEY, token), service, region)
    with mock.patch.object(botocore.auth, "get_current_datetime", lambda: moment):
        signer.add_auth(request)
    by_parameters = AWSRequest(method=method, url=url, params=list(params))
    assert signer.canonical_query_string(request) == signer.canonical_query_string(by_parameters), name
    return {
        "name": name, "method": method, "url": sent, "headers": list(map(list, headers)), "body": body,
        "sessionToken": token, "region": region, "service": service, "date": date,
        "canonicalRequest": signer.canonical, "stringToSign": signer.text, "signingKey": signer.key(moment),
        "signature": signer.result, "authorization": request.headers["Authorization"],
    }


class Recorder(SigV4Auth):
    """Keeps what each stage gave."""

    def canonical_request(self, request):
        self.canonical = super().canonical_request(request)
        return self.canonical

    def string_to_sign(self, request, canonical_request):
        self.text = super().string_to_sign(request, canonical_request)
        return self.text

    def signature(self, string_to_sign, request):
        self.result = super().signature(string_to_sign, request)
        return self.result

    def key(self, moment):
        key = f"AWS4{self.credentials.secret_key}".encode()
        for part in [moment.strftime("%Y%m%d"), self._region_name, self._service_name, "aws4_request"]:
            key = self._sign(key, part)
        return key.hex()


def main():
    vectors = [vector(name, **options) for name, options in cases()]
    document = {
        "command": "Scripts/python-packages.sh && .venv/bin/python Scripts/make-signing-vectors.py",
        "botocore": botocore.__version__,
        "accessKeyID": ACCESS_KEY,
        "secretAccessKey": SECRET_KEY,
        "deviations": DEVIATIONS,
        "vectors": vectors,
    }
    target = sys.argv[1] if len(sys.argv) > 1 else TARGET
    with open(target, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1, ensure_ascii=False)
        file.write("\n")
    print(f"{len(vectors)} vectors in {os.path.relpath(target, ROOT)}")


main()
