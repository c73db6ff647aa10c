// Runs our business rule as ServiceNow would, over records told as JSON, and prints what it sends.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import vm from "node:vm";

const [, , rule, secret, told] = process.argv;
const { operation, before, after } = JSON.parse(told);
const sent = { headers: {} };

function record(values) {
  const fields = Object.fromEntries(
    Object.keys(values).map((name) => [
      name,
      { changes: () => Boolean(before) && before[name] !== values[name] },
    ]),
  );
  return {
    ...fields,
    getValue: (name) => values[name] ?? null,
    getTableName: () => "incident",
    getUniqueValue: () => values.sys_id,
    operation: () => operation,
  };
}

class GlideRecord {
  get(id) {
    this.id = id;
    return true;
  }
  getValue() {
    return `user.of.${this.id}`;
  }
}

class GlideCertificateEncryption {
  generateMac(key, algorithm, text) {
    if (algorithm !== "HmacSHA256") throw new Error(algorithm);
    return createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("base64");
  }
}

class RESTMessageV2 {
  setEndpoint(url) {
    sent.url = url;
  }
  setHttpMethod(method) {
    sent.method = method;
  }
  setRequestHeader(name, value) {
    sent.headers[name] = value;
  }
  setRequestBody(body) {
    sent.body = body;
  }
  executeAsync() {
    console.log(JSON.stringify(sent));
  }
}

const properties = { "counterpoise.url": "https://example.com/v1/webhooks/now", "counterpoise.secret": secret };
vm.runInNewContext(readFileSync(rule, "utf8"), {
  current: record(after),
  previous: before ? record(before) : null,
  gs: { getProperty: (name) => properties[name] },
  GlideStringUtil: { base64Encode: (text) => Buffer.from(text).toString("base64") },
  GlideRecord,
  GlideCertificateEncryption,
  sn_ws: { RESTMessageV2 },
});
