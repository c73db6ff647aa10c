// Business rule for ServiceNow: table Incident, when "after" (an async one sees no changes), on insert
// and update.
// System properties: counterpoise.url (https://YOUR-HOST/v1/webhooks/KEY) and counterpoise.secret
// (type "password2"), the connector's secret.
//
// It tells what changed and who changed it, never what a record says. It is sent once: where delivery
// must survive an outage of the network, send it from a scheduled job over what changed since.
(function executeRule(current, previous) {
  function was(field) {
    return previous ? previous.getValue(field) : null;
  }

  function changed(field) {
    return { old: was(field), new: current.getValue(field) };
  }

  function user(id) {
    var found = new GlideRecord("sys_user");
    return id && found.get(id) ? found.getValue("user_name") : null;
  }

  var told = {
    table: current.getTableName(),
    operation: current.operation(), // insert or update
    sys_id: current.getUniqueValue(),
    number: current.getValue("number"),
    sys_mod_count: current.getValue("sys_mod_count"),
    sys_updated_on: current.getValue("sys_updated_on"), // UTC, without saying so
    sys_updated_by: current.getValue("sys_updated_by"),
    opened_at: current.getValue("opened_at"),
    resolved_at: current.getValue("resolved_at"),
    closed_at: current.getValue("closed_at"),
    reopen_count: current.getValue("reopen_count"),
    assigned_to: user(current.getValue("assigned_to")),
    requested_by: user(current.getValue("caller_id")),
    commented: current.comments.changes(),
  };
  if (current.operation() === "insert" || current.state.changes()) {
    told.state = changed("state");
  }
  if (current.assigned_to.changes()) {
    told.assigned_to_changed = { old: user(was("assigned_to")), new: told.assigned_to };
  }

  var body = JSON.stringify(told);
  var secret = gs.getProperty("counterpoise.secret");
  var signature = new GlideCertificateEncryption().generateMac(
    GlideStringUtil.base64Encode(secret),
    "HmacSHA256",
    body
  );
  var request = new sn_ws.RESTMessageV2();
  request.setEndpoint(gs.getProperty("counterpoise.url"));
  request.setHttpMethod("POST");
  request.setRequestHeader("Content-Type", "application/json");
  request.setRequestHeader("X-Counterpoise-Signature", signature);
  request.setRequestBody(body);
  request.executeAsync();
})(current, previous);
