import { ShieldQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { ApprovalPolicy, ApprovalRule, ToolRisk, ToolRule, ToolView } from '../../../contract';
import { Chip } from '../../../shared/chip';
import { Select } from '../../../shared/select';
import { keepTools } from '../../../stores/tools';
import { tellFailure } from '../../../stores/tell-failure';
import { RISKS, withRule } from './rules';

const RULES = ['byRisk', 'always', 'never'] as const satisfies readonly ApprovalRule[];
const TONES = { none: 'neutral', low: 'neutral', medium: 'amber', high: 'red', critical: 'red' } as const satisfies Record<ToolRisk, string>;

interface ToolListProps {
  label: string;
  tools: readonly ToolView[];
  approvals: ApprovalPolicy;
  /** What else there is to say about a tool, and to do with it. */
  children?: (tool: ToolView) => ReactNode;
}

/** Tools with their risk, and whether somebody is asked before a call. What a server says about them is shown as plain text. */
export function ToolList({ label, tools, approvals, children }: ToolListProps) {
  const { t } = useTranslation('tools');
  return (
    <ul className="tool-list" aria-label={label}>
      {tools.map((tool) => {
        const key = `${tool.server}/${tool.name}`;
        const rule = approvals.tools[key];
        const set = (change: Partial<ToolRule>) => void backend().setApprovalPolicy({ approvals: withRule(approvals, key, change) }).then(keepTools, tellFailure);
        return (
          <li key={key} className="tool" aria-label={tool.name}>
            <div className="tool-words">
              <span>
                <code className="tool-name">{tool.name}</code> {tool.title}
              </span>
              <span className="tool-description" title={tool.description}>
                {tool.description}
              </span>
            </div>
            <span className="tool-chips">
              <Chip tone={TONES[tool.risk]}>{t('riskIs', { risk: t(`risk_${tool.risk}`) })}</Chip>
              {tool.approval ? <Chip icon={<ShieldQuestion aria-hidden />}>{t('asks')}</Chip> : null}
            </span>
            <span className="tool-rule">
              <Select
                label={t('riskOf', { name: tool.name })}
                labelHidden
                size="small"
                value={rule?.risk ?? 'said'}
                choices={[{ value: 'said' as const, label: t('riskSaid') }, ...RISKS.map((value) => ({ value, label: t(`risk_${value}`) }))]}
                onChange={(risk) => set({ risk: risk === 'said' ? null : risk })}
              />
              <Select
                label={t('approvalOf', { name: tool.name })}
                labelHidden
                size="small"
                value={rule?.approval ?? 'byRisk'}
                choices={RULES.map((value) => ({ value, label: t(`rule_${value}`) }))}
                onChange={(approval) => set({ approval })}
              />
            </span>
            {children?.(tool)}
          </li>
        );
      })}
    </ul>
  );
}
