"""What the set-up functions of infra/setup do, with AWS played by hand: python3 -B -m unittest discover src/test/python"""

import base64
import hashlib
import hmac
import io
import json
import sys
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "infra" / "setup"))

import answer
import keys
import login
import migration
import sms


class Missing(Exception):
    pass


class Store:
    """A secret with a value, or with none yet."""

    exceptions = type("Exceptions", (), {"ResourceNotFoundException": Missing})

    def __init__(self, value=None):
        self.value, self.writes = value, 0

    def get_secret_value(self, SecretId):
        if self.value is None:
            raise Missing()
        return {"SecretString": json.dumps(self.value)}

    def put_secret_value(self, SecretId, SecretString):
        self.value, self.writes = json.loads(SecretString), self.writes + 1


class Keys(unittest.TestCase):
    def test_an_empty_secret_gets_every_key_in_its_form(self):
        store = Store()
        keys.make(store, "arn")
        self.assertEqual({"hashKey", "installationKey", "paymentsSecret"}, set(store.value))
        self.assertEqual(32, len(base64.b64decode(store.value["hashKey"], validate=True)))
        self.assertTrue(store.value["paymentsSecret"].startswith("whsec_"))
        self.assertGreaterEqual(len(base64.b64decode(store.value["paymentsSecret"][6:], validate=True)), 24)

    def test_a_key_that_is_there_is_never_changed(self):
        store = Store({"hashKey": "kept"})
        keys.make(store, "arn")
        self.assertEqual("kept", store.value["hashKey"])
        self.assertEqual(1, store.writes)
        keys.make(store, "arn")
        self.assertEqual(1, store.writes)


class Data:
    def __init__(self, faults=()):
        self.statements, self.faults = [], list(faults)

    def execute_statement(self, sql, **rest):
        if self.faults:
            raise self.faults.pop(0)
        self.statements.append(sql)


class DatabaseResumingException(Exception):
    pass


class Login(unittest.TestCase):
    given = {"LoginSecretArn": "l", "OwnerSecretArn": "o", "ClusterArn": "c", "Database": "batuta"}

    def test_the_password_itself_is_in_no_statement(self):
        data = Data()
        login.make(data, Store({"username": "batuta_login", "password": "secret-word"}), self.given)
        self.assertFalse([sql for sql in data.statements if "secret-word" in sql])
        self.assertIn("GRANT batuta_app, batuta_engine TO batuta_login", data.statements)

    def test_the_verifier_is_what_postgresql_checks(self):
        kind, rest, keys_ = login.verifier("word").split("$")
        rounds, salt = rest.split(":")
        stored, server = (base64.b64decode(part) for part in keys_.split(":"))
        salted = hashlib.pbkdf2_hmac("sha256", b"word", base64.b64decode(salt), int(rounds))
        self.assertEqual("SCRAM-SHA-256", kind)
        self.assertEqual(stored, hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest())
        self.assertEqual(server, hmac.digest(salted, b"Server Key", "sha256"))

    def test_a_sleeping_database_is_waited_for(self):
        data = Data([DatabaseResumingException(), DatabaseResumingException()])
        with mock.patch("time.sleep"):
            login.make(data, Store({"username": "u", "password": "p"}), self.given)
        self.assertEqual(6, len(data.statements))

    def test_any_other_fault_is_told_at_once(self):
        with self.assertRaises(PermissionError):
            login.make(Data([PermissionError()]), Store({"username": "u", "password": "p"}), self.given)

    def test_a_name_that_is_no_identifier_is_refused(self):
        with self.assertRaises(ValueError):
            login.statements("u; DROP TABLE contact_fact", "p")


class Functions:
    def __init__(self, body, error=None):
        self.body, self.error, self.called = body, error, []

    def invoke(self, FunctionName, Payload):
        self.called.append(FunctionName)
        answer_ = {"Payload": io.BytesIO(self.body)}
        return answer_ | ({"FunctionError": self.error} if self.error else {})


class Migration(unittest.TestCase):
    def test_the_version_of_the_deployment_is_called(self):
        functions = Functions(b'{"applied": 2}')
        self.assertEqual({"Applied": "2"}, migration.migrate(functions, {"Version": "arn:f:7"}, {"Version": "arn:f:6"}))
        self.assertEqual(["arn:f:7"], functions.called)

    def test_going_back_migrates_nothing(self):
        functions = Functions(b"{}")
        self.assertEqual({"Applied": "0"}, migration.migrate(functions, {"Version": "arn:f:6"}, {"Version": "arn:f:7"}))
        self.assertEqual([], functions.called)

    def test_a_failure_fails_the_deployment_with_its_reason(self):
        functions = Functions(b'{"errorMessage": "V0009 failed"}', "Unhandled")
        with self.assertRaisesRegex(RuntimeError, "V0009 failed"):
            migration.migrate(functions, {"Version": "arn:f:7"}, {})


class Sms(unittest.TestCase):
    def settled(self, limit):
        sns = mock.Mock()
        sms.settle(sns, {"RoleArn": "role", "MonthlySpendLimit": limit})
        return sns.set_sms_attributes.call_args.kwargs["attributes"]

    def test_every_delivery_is_reported_and_a_limit_is_set_only_when_asked(self):
        self.assertEqual("100", self.settled("0")["DeliveryStatusSuccessSamplingRate"])
        self.assertNotIn("MonthlySpendLimit", self.settled("0"))
        self.assertEqual("250", self.settled("250")["MonthlySpendLimit"])


class Answer(unittest.TestCase):
    event = {
        "RequestType": "Create",
        "LogicalResourceId": "Keys",
        "StackId": "s",
        "RequestId": "r",
        "ResponseURL": "https://127.0.0.1/answer",
        "ResourceProperties": {"A": "b"},
    }

    def told(self, event, work):
        with mock.patch("urllib.request.urlopen") as call, mock.patch("traceback.print_exc"):
            answer.answered(event, mock.Mock(log_group_name="log"), work)
        return json.loads(call.call_args.args[0].data)

    def test_success_carries_the_attributes(self):
        told = self.told(self.event, lambda given, old: {"Got": given["A"]})
        self.assertEqual(("SUCCESS", {"Got": "b"}, "Keys"), (told["Status"], told["Data"], told["PhysicalResourceId"]))

    def test_a_fault_is_told_with_its_reason(self):
        told = self.told(self.event, lambda given, old: 1 / 0)
        self.assertEqual("FAILED", told["Status"])
        self.assertIn("ZeroDivisionError", told["Reason"])

    def test_a_deletion_does_nothing(self):
        told = self.told(self.event | {"RequestType": "Delete"}, lambda given, old: 1 / 0)
        self.assertEqual("SUCCESS", told["Status"])


if __name__ == "__main__":
    unittest.main()
