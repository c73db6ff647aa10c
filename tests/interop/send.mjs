// Posts one event to URL in MODE ("binary", "structured" or "batch"), as the official client does it.
import { CloudEvent, emitterFor, httpTransport, Mode } from "cloudevents";

const [url, mode, key, event] = process.argv.slice(2);
const cloudEvent = new CloudEvent(JSON.parse(event));
const headers = { authorization: `Bearer ${key}` };

async function post() {
  if (mode === "batch") {
    // The client writes no batches itself; an array of its events is one.
    headers["content-type"] = "application/cloudevents-batch+json";
    const body = JSON.stringify([cloudEvent, cloudEvent]);
    return (await fetch(url, { method: "POST", headers, body })).text();
  }
  const emit = emitterFor(httpTransport(url), { mode: Mode[mode.toUpperCase()] });
  return (await emit(cloudEvent, { headers })).body;
}

process.stdout.write(await post());
