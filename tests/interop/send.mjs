// Posts one event to URL in MODE ("binary" or "structured"), as the official client does it.
import { CloudEvent, emitterFor, httpTransport, Mode } from "cloudevents";

const [url, mode, key, event] = process.argv.slice(2);
const emit = emitterFor(httpTransport(url), { mode: Mode[mode.toUpperCase()] });
const answer = await emit(new CloudEvent(JSON.parse(event)), {
  headers: { authorization: `Bearer ${key}` },
});
process.stdout.write(answer.body);
