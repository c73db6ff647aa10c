// Prints every example of GitHub's webhooks, a line each, signed with SECRET as GitHub's own library does it.
import { createRequire } from "node:module";
import { sign } from "@octokit/webhooks-methods";

const [secret] = process.argv.slice(2);
const examples = createRequire(import.meta.url)("@octokit/webhooks-examples");
for (const { name, examples: payloads } of examples) {
  for (const payload of payloads) {
    const body = JSON.stringify(payload);
    const signature = await sign(secret, body);
    process.stdout.write(JSON.stringify({ name, action: payload.action, body, signature }) + "\n");
  }
}
