"""What every set-up function shares: do one thing, tell CloudFormation how it went."""

import json
import traceback
import urllib.request


def answered(event, context, work):
    """Runs work(properties, old) for Create and Update and answers CloudFormation; work returns the attributes.

    Delete is always answered with success and does nothing: what was set up holds data, or is the account's.
    The reason of a failure names the kind of error and where the log is, never a value.
    """
    physical_id = event.get("PhysicalResourceId", event["LogicalResourceId"])
    answer = {"Status": "SUCCESS", "Data": {}}
    try:
        if event["RequestType"] != "Delete":
            old = event.get("OldResourceProperties", {})
            answer["Data"] = work(event["ResourceProperties"], old)
    except Exception as fault:  # whatever it is: unanswered, CloudFormation would wait for an hour
        traceback.print_exc()
        answer["Status"] = "FAILED"
        answer["Reason"] = f"{type(fault).__name__}: {fault}. Log: {context.log_group_name}"[:1000]
    answer |= {
        "PhysicalResourceId": physical_id,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
    }
    request = urllib.request.Request(
        event["ResponseURL"],
        data=json.dumps(answer).encode(),
        method="PUT",
        headers={"Content-Type": ""},
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        response.read()
