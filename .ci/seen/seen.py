"""Two checks for Checkov that every resource passes, so that its report names each resource that it read."""

from checkov.bicep.checks.resource.base_resource_check import BaseResourceCheck as BicepCheck
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.data.base_check import BaseDataCheck
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck as TerraformCheck

ABOUT = {"name": "Checkov read it", "categories": [CheckCategories.CONVENTION]}


class SeenInTerraform(TerraformCheck):
    def __init__(self):
        super().__init__(id="CKV_PLATC_1", supported_resources=["*"], **ABOUT)

    def scan_resource_conf(self, conf):
        return CheckResult.PASSED


class DataSeenInTerraform(BaseDataCheck):
    def __init__(self):
        super().__init__(id="CKV_PLATC_2", supported_data=["*"], **ABOUT)

    def scan_data_conf(self, conf):
        return CheckResult.PASSED


class SeenInBicep(BicepCheck):
    def __init__(self):
        super().__init__(id="CKV_PLATC_3", supported_resources=["*"], **ABOUT)

    def scan_resource_conf(self, conf):
        return CheckResult.PASSED


SeenInTerraform()
DataSeenInTerraform()
SeenInBicep()
