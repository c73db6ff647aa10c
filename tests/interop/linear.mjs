// Says whether Linear's own library believes BODY with SIGNATURE, made with SECRET.
import { LinearWebhookClient } from "@linear/sdk/webhooks";

const [secret, body, signature] = process.argv.slice(2);
let believed = false;
try {
  believed = new LinearWebhookClient(secret).verify(Buffer.from(body), signature);
} catch {
  // It throws where another would say no.
}
process.stdout.write(JSON.stringify(believed));
