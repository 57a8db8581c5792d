"""Makes the login of the functions, which owns nothing and may only take the roles of the application.

Speaks to the database by the RDS Data API, so that it needs neither the network nor a driver. The password travels as a
SCRAM verifier: neither the statement nor the database's log ever holds it.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
import time

from answer import answered

# As V0001 has them; made here already, so that the login exists before the first migration.
ROLES = ("batuta_app", "batuta_engine", "batuta_reader")
TAKEN = "batuta_app, batuta_engine"
ITERATIONS = 4096
TRIES = 20
PAUSE_SECONDS = 6


def handle(event, context):
    import boto3

    data, store = boto3.client("rds-data"), boto3.client("secretsmanager")
    answered(event, context, lambda given, old: make(data, store, given))


def make(data, store, given):
    secret = json.loads(store.get_secret_value(SecretId=given["LoginSecretArn"])["SecretString"])
    for statement in statements(secret["username"], secret["password"]):
        run(data, given, statement)
    return {"Login": secret["username"]}


def statements(login, password):
    """Each can be run again: what is there stays, and the password becomes the secret's."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", login):
        raise ValueError("the login's name must be a plain lower-case identifier")
    made = [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} {kind}; END IF; END $$"
        for role, kind in [*((role, "NOLOGIN") for role in ROLES), (login, "LOGIN")]
    ]
    return [
        *made,
        # NOINHERIT: a transaction that forgot to take a role sees nothing.
        f"ALTER ROLE {login} LOGIN NOINHERIT PASSWORD '{verifier(password)}'",
        f"GRANT {TAKEN} TO {login}",
    ]


def verifier(password):
    """What PostgreSQL stores for a password: SCRAM-SHA-256$iterations:salt$stored:server (RFC 5803)."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    client = hmac.digest(salted, b"Client Key", "sha256")
    server = hmac.digest(salted, b"Server Key", "sha256")
    stored = hashlib.sha256(client).digest()
    encode = lambda part: base64.b64encode(part).decode()
    return f"SCRAM-SHA-256${ITERATIONS}:{encode(salt)}${encode(stored)}:{encode(server)}"


def run(data, given, statement):
    """A cluster that was just made, or that sleeps, does not answer at once: tries for two minutes."""
    for left in reversed(range(TRIES)):
        try:
            return data.execute_statement(
                resourceArn=given["ClusterArn"],
                secretArn=given["OwnerSecretArn"],
                database=given["Database"],
                sql=statement,
            )
        except Exception as fault:
            if left == 0 or not is_passing(fault):
                raise
            time.sleep(PAUSE_SECONDS)


def is_passing(fault):
    kind = type(fault).__name__
    return kind in ("DatabaseResumingException", "DatabaseUnavailableException", "StatementTimeoutException") or (
        kind in ("BadRequestException", "DatabaseErrorException") and "not available" in str(fault)
    )
