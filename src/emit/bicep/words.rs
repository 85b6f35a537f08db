//! Words that mean something in Bicep: its functions, types, decorators and keywords.
//!
//! A symbol of one of these names would hide what it means, so none is given.

/// All of them, sorted.
#[rustfmt::skip]
pub(super) const RESERVED: &[&str] = &[
    "allowed", "any", "array", "as", "assert", "az", "base64", "base64ToJson", "base64ToString",
    "batchSize", "bool", "buildUri", "cidrHost", "cidrSubnet", "coalesce", "concat", "contains",
    "copy", "createArray", "createObject", "dataUri", "dataUriToString", "dateTimeAdd",
    "dateTimeFromEpoch", "dateTimeToEpoch", "deployer", "deployment", "description",
    "discriminator", "empty", "endsWith", "environment", "existing", "export", "extends",
    "extension", "extensionResourceId", "externalInput", "fail", "false", "filter", "first",
    "flatten", "for", "format", "from", "func", "getSecret", "groupBy", "guid", "if", "import",
    "in", "indexOf", "int", "intersection", "items", "join", "json", "last", "lastIndexOf",
    "length", "list", "listAccountSas", "listKeys", "listServiceSas", "loadDirectoryFileInfo",
    "loadFileAsBase64", "loadJsonContent", "loadTextContent", "loadYamlContent",
    "managementGroup", "managementGroupResourceId", "map", "mapValues", "max", "maxLength",
    "maxValue", "metadata", "min", "minLength", "minValue", "module", "nameof", "newGuid", "none",
    "null", "object", "objectKeys", "onlyIfNotExists", "output", "padLeft", "param", "parseCidr",
    "parseUri", "pickZones", "provider", "providers", "range", "readCliArg",
    "readEnvironmentVariable", "reduce", "reference", "replace", "resource", "resourceGroup",
    "resourceId", "resourceInput", "resourceOutput", "retryOn", "sealed", "secure",
    "secureObject", "secureString", "shallowMerge", "skip", "sort", "split", "startsWith",
    "string", "subscription", "subscriptionResourceId", "substring", "sys", "take", "targetScope",
    "tenant", "tenantResourceId", "test", "this", "toLogicalZone", "toLogicalZones", "toLower",
    "toObject", "toPhysicalZone", "toPhysicalZones", "toUpper", "trim", "true", "tryGet",
    "tryIndexFromEnd", "type", "union", "uniqueString", "uri", "uriComponent",
    "uriComponentToString", "using", "utcNow", "validate", "var", "waitUntil", "with", "zip",
];
