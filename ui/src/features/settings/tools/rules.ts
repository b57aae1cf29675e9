import type { ApprovalPolicy, ToolRisk, ToolRule } from '../../../contract';

/** How much harm a call may do, from none upwards. */
export const RISKS = ['none', 'low', 'medium', 'high', 'critical'] as const satisfies readonly ToolRisk[];

const PLAIN: ToolRule = { risk: null, approval: 'byRisk', trustedCallers: [], delayMs: null, timeoutMs: null, onTimeout: null };

/** The rules with another one for a tool; a rule that says nothing is left out. */
export function withRule(approvals: ApprovalPolicy, tool: string, change: Partial<ToolRule>): ApprovalPolicy {
  const rule = { ...PLAIN, ...approvals.tools[tool], ...change };
  const { [tool]: _, ...others } = approvals.tools;
  const isPlain = JSON.stringify(rule) === JSON.stringify(PLAIN);
  return { ...approvals, tools: isPlain ? others : { ...others, [tool]: rule } };
}
