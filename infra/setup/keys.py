"""Makes the installation's keys where they are missing: {"hashKey", "installationKey", "paymentsSecret"}."""

import base64
import json
import secrets

from answer import answered

BYTES = 32


def handle(event, context):
    import boto3

    answered(event, context, lambda given, old: make(boto3.client("secretsmanager"), given["SecretArn"]))


def make(store, arn):
    """Adds what is missing and overwrites nothing: a new hashKey would orphan every stored hash."""
    try:
        known = json.loads(store.get_secret_value(SecretId=arn)["SecretString"])
    except store.exceptions.ResourceNotFoundException:
        known = {}  # the secret is there and has no value yet
    whole = fresh() | known
    if whole != known:
        store.put_secret_value(SecretId=arn, SecretString=json.dumps(whole))
    return {"SecretArn": arn}


def fresh():
    return {
        "hashKey": base64.b64encode(secrets.token_bytes(BYTES)).decode(),
        "installationKey": secrets.token_urlsafe(BYTES),
        "paymentsSecret": "whsec_" + base64.b64encode(secrets.token_bytes(BYTES)).decode(),
    }
