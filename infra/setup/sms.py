"""Sets what Amazon SNS keeps once for a whole account and region: where reports on SMS go, and the monthly limit."""

from answer import answered


def handle(event, context):
    import boto3

    answered(event, context, lambda given, old: settle(boto3.client("sns"), given))


def settle(sns, given):
    attributes = {
        "DefaultSMSType": "Transactional",
        "DeliveryStatusIAMRole": given["RoleArn"],
        # Every delivery is reported: the ledger wants to know of each.
        "DeliveryStatusSuccessSamplingRate": "100",
    }
    # AWS refuses more than the account's quota; 0 leaves the limit as it is.
    if int(given["MonthlySpendLimit"]) > 0:
        attributes["MonthlySpendLimit"] = given["MonthlySpendLimit"]
    sns.set_sms_attributes(attributes=attributes)
    return {}
