// A model server on the loopback that speaks OpenAI's protocol, streams, and wants a key.
import { createServer } from "node:http";

export const KEY = "sk-planted-5f1d0c9b";
export const MODEL = "loopback-small";

/** A running server; `asked` is what it was asked. */
export class ModelServer {
  /** @param {import("node:http").Server} server */
  constructor(server) {
    this.server = server;
    /** @type {{ authorization: string | undefined, body: any }[]} */
    this.asked = [];
    /** What it says, in two pieces. @type {[string, string]} */
    this.says = ["Rea", "dy."];
    /** What is waited for in the middle of an answer. */
    this.hold = Promise.resolve();
  }

  static async start() {
    const server = createServer();
    const own = new ModelServer(server);
    server.on("request", (request, response) => void own.#answer(request, response));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    return own;
  }

  get address() {
    const bound = this.server.address();
    if (bound === null || typeof bound === "string") throw new Error("it listens on a port");
    return `http://127.0.0.1:${bound.port}/v1/`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async #answer(request, response) {
    let text = "";
    for await (const piece of request) text += piece;
    const { authorization } = request.headers;
    if (authorization !== `Bearer ${KEY}`) {
      response.writeHead(401, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "Incorrect API key provided", type: "invalid_request_error", code: "invalid_api_key" } }));
      return;
    }
    if (request.url?.endsWith("/models")) {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ object: "list", data: [{ id: MODEL, object: "model" }] }));
      return;
    }
    const body = JSON.parse(text);
    this.asked.push({ authorization, body });
    const usage = { prompt_tokens: 11, completion_tokens: 2, total_tokens: 13 };
    const common = { id: "chatcmpl-1", created: 1, model: MODEL };
    if (!body.stream) {
      response.writeHead(200, { "content-type": "application/json" });
      const choices = [{ index: 0, message: { role: "assistant", content: this.says.join("") }, finish_reason: "stop" }];
      response.end(JSON.stringify({ ...common, object: "chat.completion", choices, usage }));
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    /** @param {object} part */
    const say = (part) => response.write(`data: ${JSON.stringify({ ...common, object: "chat.completion.chunk", ...part })}\n\n`);
    say({ choices: [{ index: 0, delta: { role: "assistant", content: this.says[0] }, finish_reason: null }] });
    await this.hold;
    say({ choices: [{ index: 0, delta: { content: this.says[1] }, finish_reason: null }] });
    say({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
    say({ choices: [], usage });
    response.end("data: [DONE]\n\n");
  }
}
