// A tool server over stdin and stdout that speaks the Model Context Protocol: one tool that reads, one that destroys.
import { createInterface } from "node:readline";

const NUMBER = { type: "object", properties: { of: { type: "string" } }, required: ["of"] };

const TOOLS = [
  { name: "price", description: "Says what something costs.", inputSchema: NUMBER, annotations: { readOnlyHint: true, openWorldHint: false } },
  { name: "discard", description: "Throws something away.", inputSchema: NUMBER, annotations: { destructiveHint: true } },
];

/** @param {string} method @param {any} params */
function answer(method, params) {
  switch (method) {
    case "initialize":
      return { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "price-list", version: "1.2.0" } };
    case "tools/list":
      return { tools: TOOLS };
    case "tools/call":
      return { content: [{ type: "text", text: `${params.name}: 12` }] };
    default:
      return {};
  }
}

process.stderr.write("the price list is open\n");
createInterface(process.stdin).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, result: answer(method, params) })}\n`);
});
