"""Runs `migrate` of the version being deployed, before any other function of that version takes work."""

import json

from answer import answered


def handle(event, context):
    import boto3
    from botocore.config import Config

    # Once only: a second call beside a first that is still at work would wait for its lock and then time out. Nothing comes over this
    # connection until migrate has ended, so it asks now and then whether the other side is there.
    patience = Config(read_timeout=880, retries={"max_attempts": 0}, tcp_keepalive=True)
    answered(event, context, lambda given, old: migrate(boto3.client("lambda", config=patience), given, old))


def migrate(functions, given, old):
    """Going back to an older version migrates nothing: the schema only goes forward, and the older version survives it."""
    if number(given["Version"]) < number(old.get("Version", "")):
        return {"Applied": "0"}
    answer = functions.invoke(FunctionName=given["Version"], Payload=b"{}")
    said = answer["Payload"].read()
    if "FunctionError" in answer:
        raise RuntimeError("migrate failed: " + message(said))
    return {"Applied": str(json.loads(said).get("applied", ""))}


def number(arn):
    """The version at the end of a function's ARN; 0 where there is none."""
    last = arn.rsplit(":", 1)[-1]
    return int(last) if last.isdigit() else 0


def message(said):
    try:
        return json.loads(said).get("errorMessage", "without a message")
    except ValueError:
        return "without a message"
